using GridApp.Importing;
using GridApp.Importing.Samples;

namespace GridApp.Tests.Importing;

/// <summary>The atlases that the build puts into the site, found from the test assembly upwards.</summary>
internal static class Atlas
{
    public static UsStates States { get; } = new(() => Open("states-10m.json"));

    public static MarketShapes Markets { get; } = new(() => Open("states-10m.json"), () => Open("countries-50m.json"));

    private static FileStream Open(string atlas)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "GridApp", "wwwroot", "lib", "atlas", atlas);
            if (File.Exists(file))
                return File.OpenRead(file);
        }

        throw new FileNotFoundException("The build has not put lib/atlas into GridApp/wwwroot.");
    }
}
