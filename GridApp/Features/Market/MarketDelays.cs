using GridApp.Data;
using GridApp.Domain.Markets;

namespace GridApp.Features.Market;

/// <summary>Publication delays as they are set.</summary>
internal static class MarketDelays
{
    /// <summary>The delays of every market that holds something back.</summary>
    public static async Task<IReadOnlyDictionary<string, PublicationDelays>> ReadAsync(GridSession session, CancellationToken cancellation)
    {
        var delays = new Dictionary<string, PublicationDelays>(StringComparer.Ordinal);
        await using var command = session.Command("select market, consumption_delay_hours, smf_delay_hours, settlement_delay_hours from market_settings");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            delays.Add(reader.GetString(0), new PublicationDelays(reader.Number(1), reader.Number(2), reader.Number(3)));
        return delays;
    }

    /// <summary>Settlement bounds by market, for the markets that hold settlement back.</summary>
    public static (string[] Markets, DateTime[] Until) SettlementBounds(IReadOnlyDictionary<string, PublicationDelays> delays, DateTimeOffset now)
    {
        var bounds = delays
            .Select(pair => (pair.Key, Until: pair.Value.SettlementUntil(now, ZoneOf(pair.Key))))
            .Where(bound => bound.Until is not null).ToList();
        return ([.. bounds.Select(bound => bound.Key)], [.. bounds.Select(bound => bound.Until!.Value.UtcDateTime)]);
    }

    public static TimeZoneInfo ZoneOf(string? market) =>
        MarketCatalogue.Find(market) is { } known ? TimeZoneInfo.FindSystemTimeZoneById(known.TimeZone) : TimeZoneInfo.Utc;
}
