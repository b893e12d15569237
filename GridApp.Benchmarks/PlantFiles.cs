using System.Globalization;
using System.Text;

namespace GridApp.Benchmarks;

/// <summary>The files that are imported: the real ones where they lie, and 10,000 made-up plants in the form of the comparison's generator.</summary>
internal static class PlantFiles
{
    private const int Seed = 20260115;
    private static readonly string[] RealPlaces = ["GridApp/SampleData", "../shared/data/01_power_plants", "../shared/data/07_outages", "../shared/data/03_lmp"];
    private static readonly string[] Fuels = ["natural_gas", "natural_gas", "coal", "wind", "solar", "nuclear", "hydro", "oil", "battery", "other"];

    private static readonly (string Market, double South, double North, double West, double East)[] Regions =
    [
        ("PJM", 36.5, 42.5, -82, -74), ("MISO", 30, 48, -98, -82), ("SPP", 30, 42, -104, -92),
        ("ERCOT", 26, 36.5, -106.5, -93.5), ("NYISO", 40.5, 45, -79.8, -71.8), ("ISONE", 41, 47.5, -73.5, -66.9),
    ];

    /// <summary>The first file of that name; null when it lies nowhere.</summary>
    public static string? Real(string name) => new[] { Environment.GetEnvironmentVariable("GRID_BENCH_PLANTS") }.Concat(RealPlaces)
        .Where(place => !string.IsNullOrEmpty(place) && Directory.Exists(place))
        .SelectMany(place => Directory.EnumerateFiles(place!, name, SearchOption.AllDirectories))
        .FirstOrDefault();

    /// <summary>10,000 plants in six markets: the generator's own file when <c>GRID_BENCH_DATA</c> names its directory, else its like.</summary>
    public static (string Name, byte[] Content) MadeUp()
    {
        if (Environment.GetEnvironmentVariable("GRID_BENCH_DATA") is { Length: > 0 } directory && File.Exists(Path.Combine(directory, "assets.csv")))
            return ("assets.csv", File.ReadAllBytes(Path.Combine(directory, "assets.csv")));
#pragma warning disable CA5394 // Made-up numbers, the same at every run.
        var random = new Random(Seed);
        var text = new StringBuilder("asset_id,asset_name,fuel_type,capacity_mw,latitude,longitude,iso_region,zone,owner\n");
        for (var i = 0; i < 10_000; i++)
        {
            var region = Regions[i * Regions.Length / 10_000];
            var latitude = region.South + (random.NextDouble() * (region.North - region.South));
            var longitude = region.West + (random.NextDouble() * (region.East - region.West));
            text.Append(CultureInfo.InvariantCulture, $"{region.Market}_{i + 1:D5},Plant {i + 1},{Fuels[random.Next(Fuels.Length)]},{10 + (random.NextDouble() * 600):F1},{latitude:F6},{longitude:F6},{region.Market},Z{i % 9},Owner {i % 16}\n");
        }
#pragma warning restore CA5394
        return ("assets.csv (made up here)", Encoding.UTF8.GetBytes(text.ToString()));
    }
}
