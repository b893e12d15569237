using GridApp.Data;
using GridApp.Domain;

namespace GridApp.Features.Prices;

/// <summary>Starts of the intervals that have prices, ascending, and how long each is (the longest of several markets').</summary>
public sealed record PriceTimestamps(string Kind, IReadOnlyList<DateTime> Timestamps, IReadOnlyList<int> Minutes);

/// <summary>Which intervals there are: from the frames' own index, without reading a price.</summary>
public sealed class ReadTimestamps(GridDatabase database, NodeCatalogue catalogue)
{
    private const string Times = """
        select f.at, max(f.minutes)::int from price_frames f
         where f.market = any($1) and f.kind = $2 and f.at >= $3 and f.at < $4 and f.known_to is null
         group by f.at order by f.at limit $5
        """;

    /// <summary>The intervals that start in <c>[start, end)</c>.</summary>
    public async Task<Outcome<PriceTimestamps>> RunAsync(IReadOnlyList<Domain.Markets.Market> markets, string kind, DateTime start, DateTime end, Actor actor, CancellationToken cancellation)
    {
        string[] codes = markets.Count > 0 ? [.. markets.Select(market => market.Code)] : [.. (await catalogue.CurrentAsync(cancellation)).Markets];
        await using var batch = database.Read(actor).Add(Times, codes, kind, start, end, ReadNodeSeries.MostPoints + 1);
        await using var reader = await batch.ReadAsync(cancellation);
        var (times, minutes) = (new List<DateTime>(), new List<int>());
        while (await reader.ReadAsync(cancellation))
        {
            times.Add(reader.GetDateTime(0));
            minutes.Add(reader.GetInt32(1));
        }
        return times.Count > ReadNodeSeries.MostPoints
            ? new Invalid("end", "This span holds more than 100,000 intervals; ask for a shorter one.")
            : new PriceTimestamps(kind, times, minutes);
    }
}
