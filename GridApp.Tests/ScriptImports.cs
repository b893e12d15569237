using System.Text.RegularExpressions;

namespace GridApp.Tests;

/// <summary>Which modules a module imports, directly or not.</summary>
internal static partial class ScriptImports
{
    /// <param name="root">Of the paths, below the repository.</param>
    /// <param name="first">A module below it.</param>
    /// <returns>It and all that it imports by relative addresses, relative to the root.</returns>
    public static SortedSet<string> Of(string root, string first)
    {
        var full = SourceTree.Path(root);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Follow(first);
        return found;

        void Follow(string module)
        {
            if (!found.Add(module))
                return;
            foreach (Match import in Import().Matches(File.ReadAllText(Path.Combine(full, module))))
                Follow(Path.GetRelativePath(full, Path.GetFullPath(Path.Combine(full, Path.GetDirectoryName(module)!, import.Groups[1].Value))).Replace('\\', '/'));
        }
    }

    [GeneratedRegex(@"^import [^;]*? from '(\.[\w./-]+\.js)';", RegexOptions.Multiline)]
    private static partial Regex Import();
}
