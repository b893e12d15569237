using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>One node over time: its packed days, in one round trip.</summary>
public sealed class ReadNodeSeries(GridDatabase database, NodeCatalogue catalogue)
{
    /// <summary>Most points in one answer.</summary>
    public const int MostPoints = 100_000;

    internal static Invalid TooManyPoints { get; } = new("end", "This span holds more than 100,000 points; ask for a shorter one, or take it as text/csv from /api/v1/prices, which has no such limit.");

    /// <summary>A day's intervals are sent where they are not those of the day before: taking arrays apart took longer than all else of a year.</summary>
    private const string Days = $"""
        select coalesce(s.organization_id, 0), d.day,
               case when i.seconds is distinct from lag(i.seconds) over owner then i.seconds end,
               case when i.minutes is distinct from lag(i.minutes) over owner then i.minutes end, {NodeDay.ValueColumns}
          from nodes n join price_series s on s.market = n.market and s.kind = $2
          join price_days d on d.series_id = s.id and d.node_id = n.id
          join price_day_intervals i on i.series_id = d.series_id and i.day = d.day
         where n.id = $1 and d.node_id = $1 and d.day >= $3 and d.day <= $4
        window owner as (partition by s.id order by d.day)
         order by d.day, 1
        """;

    /// <summary>The points of intervals that start in <c>[start, end)</c>.</summary>
    /// <param name="id">The node.</param>
    /// <param name="kind">The kind, or <see cref="PriceKinds.Dart"/>.</param>
    /// <param name="start">The first instant, UTC.</param>
    /// <param name="end">The first instant after, UTC.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<NodeSeries>> RunAsync(int id, string kind, DateTime start, DateTime end, Actor actor, CancellationToken cancellation)
    {
        var isDart = kind == PriceKinds.Dart;
        string[] kinds = isDart ? [PriceKinds.DayAhead, PriceKinds.RealTime] : [kind];
        await using var batch = database.Read(actor).Add("select version from catalogue_version where name = 'nodes'");
        foreach (var one in kinds)
        {
            // A day-ahead interval that began before the span still covers its first minutes.
            var first = isDart ? start.AddHours(-1) : start;
            batch.Add(Days, id, one, DateOnly.FromDateTime(first), DateOnly.FromDateTime(end.AddTicks(-1)));
        }

        var series = new List<PricePoints>(kinds.Length);
        long version;
        await using (var reader = await batch.ReadAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            version = reader.GetInt64(0);
            while (await reader.NextResultAsync(cancellation))
            {
                var from = isDart && series.Count == 0 ? start.AddHours(-1) : start;
                var points = new PricePoints();
                var owners = new List<NodeDay>(1);
                var intervals = new Dictionary<int, (int[] Seconds, short[] Minutes)>(1);
                while (await reader.ReadAsync(cancellation))
                {
                    var owner = reader.Value<int>(0);
                    var before = intervals.GetValueOrDefault(owner);
                    var (seconds, minutes) = intervals[owner] = (reader.Maybe<int[]>(2) ?? before.Seconds, reader.Maybe<short[]>(3) ?? before.Minutes);
                    var day = new NodeDay(id, reader.Value<DateOnly>(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), seconds, minutes, NodeDay.ReadValues(reader, 4));
                    if (owners.Count > 0 && owners[0].Day != day.Day)
                    {
                        NodeDays.Add(points, owners, from, end);
                        owners.Clear();
                        if (points.Count > MostPoints)
                            return TooManyPoints;
                    }
                    owners.Add(day);
                }
                if (owners.Count > 0)
                    NodeDays.Add(points, owners, from, end);
                if (points.Count > MostPoints)
                    return TooManyPoints;
                series.Add(points);
            }
        }

        var nodes = await catalogue.AtLeastAsync(version, cancellation);
        return nodes.Find(id) is { } node && MarketCatalogue.Find(node.Market) is { } market
            ? new NodeSeries(node, market, kind, isDart ? PricePoints.Dart(series[0], series[1]) : series[0])
            : new NotFound("There is no such node; /api/v1/prices/nodes lists them.");
    }
}
