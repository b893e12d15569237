using System.Text.Json;
using GridApp.Domain.Markets;

namespace GridApp.Features.Prices;

/// <summary>What the forms of an answer of frames say alike.</summary>
internal static class FramesHead
{
    /// <summary>Markets, and where the values of each begin in the order of all nodes.</summary>
    public static void WriteMarkets(Utf8JsonWriter json, IReadOnlyList<PackedMarket> markets)
    {
        json.WriteStartArray("markets"u8);
        var first = 0;
        foreach (var market in markets)
        {
            json.WriteStartObject();
            json.WriteString("market"u8, market.Market);
            json.WriteString("unit"u8, UnitOf(market.Market));
            json.WriteBoolean("simulated"u8, MarketCatalogue.Find(market.Market)?.Simulated ?? false);
            json.WriteNumber("firstNode"u8, first);
            json.WriteNumber("nodes"u8, market.Ids.Length);
            json.WriteEndObject();
            first += market.Ids.Length;
        }
        json.WriteEndArray();
    }

    /// <summary>The unit of all of these markets; null where they have several, or none is named.</summary>
    public static string? UnitOf(IEnumerable<string> markets) => markets.Select(UnitOf).Distinct().Take(2).ToList() is [{ } unit] ? unit : null;

    private static string? UnitOf(string market) => MarketCatalogue.Find(market) is { } known ? PriceUnit.Of(known.Currency) : null;
}
