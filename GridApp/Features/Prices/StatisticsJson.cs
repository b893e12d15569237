using System.Text.Json;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>Statistics as members of an object; null where there are none, never zeros.</summary>
internal static class StatisticsJson
{
    public static void Write(Utf8JsonWriter json, PriceStatistics? statistics)
    {
        Number(json, "min"u8, statistics?.Min);
        Number(json, "p05"u8, statistics?.P05);
        Number(json, "median"u8, statistics?.Median);
        Number(json, "mean"u8, statistics?.Mean);
        Number(json, "p95"u8, statistics?.P95);
        Number(json, "max"u8, statistics?.Max);
        Number(json, "negative"u8, statistics?.Negative);
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
