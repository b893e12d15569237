namespace GridApp.Tests;

/// <summary>The sources that the tests read: they run from the build's output, below the solution.</summary>
public static class SourceTree
{
    private static readonly string Root = Find();

    /// <summary>A file or folder by its path from the solution.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>The written files below a folder; what the build makes or fetches is left out.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories).Where(Written).Order(StringComparer.Ordinal)];

    private static bool Written(string file)
    {
        var parts = System.IO.Path.GetRelativePath(Root, file).Split(System.IO.Path.DirectorySeparatorChar);
        return !parts.Any(part => part is "bin" or "obj" or "node_modules") && !(parts is ["GridApp", "wwwroot", "lib" or "features" or "_framework", ..]);
    }

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "GridApp.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException("No GridApp.sln above " + AppContext.BaseDirectory);
    }
}
