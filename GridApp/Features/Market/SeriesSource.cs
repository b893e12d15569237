namespace GridApp.Features.Market;

/// <summary>Where the numbers of a series come from, in words.</summary>
internal static class SeriesSource
{
    public static string? Of(string? market, bool simulated, bool isEmpty) =>
        isEmpty ? null
        : simulated ? "Simulated by GridApp on the RTS-GMLC test system"
        : market == "EPIAS" ? "EPİAŞ transparency platform, imported files"
        : "Imported files";

    /// <summary>The most frequent of the lengths, minutes.</summary>
    public static int Minutes(Dictionary<short, int> counts, int otherwise) => counts.Count == 0 ? otherwise : counts.MaxBy(pair => pair.Value).Key;

    public static void Count(this Dictionary<short, int> counts, short minutes) => counts[minutes] = counts.GetValueOrDefault(minutes) + 1;
}
