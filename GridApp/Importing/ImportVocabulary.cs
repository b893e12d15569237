namespace GridApp.Importing;

/// <summary>The words of the HTTP contract for what a file holds and how it is written.</summary>
public static class ImportVocabulary
{
    public const string Plants = "plants";

    public const string Incidents = "incidents";

    public const string Zones = "zones";

    public const string Lines = "lines";

    /// <summary>What a file may hold.</summary>
    public static IReadOnlyList<string> Datasets { get; } =
        [Plants, Incidents, "nodes", "prices", Zones, Lines, "consumption", "market-prices", "generation"];

    /// <summary>How a file may be written; <c>auto</c> finds out.</summary>
    public static IReadOnlyList<string> Formats { get; } =
        ["auto", "csv", "geojson", "parquet", "pjm", "caiso", "miso", "ercot", "nyiso", "isone", "spp", "epias", "entsoe"];
}
