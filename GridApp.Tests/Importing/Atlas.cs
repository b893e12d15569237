using GridApp.Importing;

namespace GridApp.Tests.Importing;

/// <summary>The atlas of US states that the build puts into the site, found from the test assembly upwards.</summary>
internal static class Atlas
{
    public static UsStates States { get; } = new(Open);

    private static FileStream Open()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "GridApp", "wwwroot", "lib", "atlas", "states-10m.json");
            if (File.Exists(file))
                return File.OpenRead(file);
        }

        throw new FileNotFoundException("The build has not put lib/atlas/states-10m.json into GridApp/wwwroot.");
    }
}
