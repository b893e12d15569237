using GridApp.Domain.Geography;
using GridApp.Domain.Markets;

namespace GridApp.Importing.Geography;

/// <summary>What a zone's key in the files of Electricity Maps says: <c>US-TEX-ERCO</c>, <c>DK-DK1</c>, <c>FR</c>.</summary>
/// <param name="Market">Its market, or null when none of the catalogue's is there.</param>
/// <param name="Type">What it is.</param>
internal readonly record struct ElectricityMapsZone(Market? Market, ZoneType Type)
{
    /// <summary>Italian zones have keys of their own.</summary>
    private static readonly Dictionary<string, string> Italy = new(StringComparer.Ordinal)
    {
        ["IT-NO"] = "IT_NORD", ["IT-CNO"] = "IT_CNOR", ["IT-CSO"] = "IT_CSUD", ["IT-SO"] = "IT_SUD", ["IT-CA"] = "IT_CALA", ["IT-SAR"] = "IT_SARD", ["IT-SIC"] = "IT_SICI",
    };

    public static ElectricityMapsZone Of(string key)
    {
        string[] parts = key.Split('-');
        if (parts is ["US", _, var operation])
        {
            // Only market operators have boundaries; the other areas are balanced by utilities.
            return MarketCatalogue.FromSource(operation) is { Currency: "USD", Simulated: false } market ? new(market, ZoneType.IsoBoundary) : new(null, ZoneType.BalancingAuthority);
        }

        string? code = parts switch
        {
            [var country] => country,
            ["DK" or "SE" or "NO", [_, _, var number]] => $"{parts[0]}_{number}",
            _ => Italy.GetValueOrDefault(key),
        };
        return code is not null && MarketCatalogue.FromSource(code) is { Currency: not "USD" } european ? new(european, ZoneType.BiddingZone) : new(null, ZoneType.BalancingAuthority);
    }
}
