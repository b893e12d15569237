using System.Collections.Concurrent;
using GridApp.Data;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using GridApp.Features.Map;
using GridApp.Features.Plants;
using GridApp.Features.Prices;

namespace GridApp.Features.Replay;

/// <summary>Which market is played, and what of it there is.</summary>
public sealed class OpenReplay(GridDatabase database, PlantCatalogue plants, NodeCatalogue nodes, MapPlants mapPlants, IMapNodes mapNodes, TimeProvider time)
{
    /// <summary>Clocks are told for this long: nobody plays what was before, and nobody knows the laws of later.</summary>
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int YearsAhead = 5;

    /// <summary>The newest interval of each kind, by one step down an index, and whether its prices have parts.</summary>
    private const string Newest = """
        select k.kind, f.at, f.minutes, f.energy is not null, f.congestion is not null, f.loss is not null, f.ghg is not null
          from unnest($2::text[]) k(kind)
         cross join lateral (select * from price_frames f where f.market = $1 and f.kind = k.kind and f.known_to is null order by f.at desc limit 1) f
        """;

    private const string NewestIncident = """
        select max(s.start_at) from incident_segments s left join plants p on p.id = s.plant_id left join lines l on l.id = s.line_id
         where s.known_to is null and s.start_at <= $2 and coalesce(l.market, p.market) = $1
        """;

    private static readonly ConcurrentDictionary<string, IReadOnlyList<ClockChange>> Clocks = new(StringComparer.Ordinal);

    /// <summary>Opens a market; without one, that which runs, or has prices, or plants.</summary>
    public async Task<ReplayScene> RunAsync(Domain.Markets.Market? asked, Actor actor, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var priced = (await nodes.CurrentAsync(ct)).Markets.Select(MarketCatalogue.Find).OfType<Domain.Markets.Market>().OrderBy(market => market.Code, StringComparer.Ordinal).ToList();
        var planted = (await mapPlants.MarketsAsync(ct)).Select(market => MarketCatalogue.Find(market.Market)).OfType<Domain.Markets.Market>();
        var others = planted.Where(market => !priced.Contains(market)).OrderBy(market => market.Code, StringComparer.Ordinal).ToList();
        var market = asked ?? priced.Find(one => one.Simulated) ?? priced.Concat(others).FirstOrDefault() ?? MarketCatalogue.Find("RTS")!;
        if (!priced.Contains(market) && !others.Contains(market))
            others.Add(market);

        var kinds = new List<ReplayKind>();
        var components = new HashSet<string>(StringComparer.Ordinal) { "total" };
        await using var session = await database.OpenAsync(actor, ct);
        await using (var command = session.Command(Newest))
        {
            command.Parameters.Add(new() { Value = market.Code });
            command.Parameters.Add(new() { Value = market.Kinds.Select(kind => kind.Kind).ToArray() });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                kinds.Add(new ReplayKind(reader.GetString(0), reader.GetInt16(2), new DateTimeOffset(reader.GetDateTime(1)).AddMinutes(reader.GetInt16(2))));
                foreach (var (column, code) in ((int, string)[])[(3, "energy"), (4, "congestion"), (5, "loss"), (6, "ghg")])
                {
                    if (reader.GetBoolean(column))
                        components.Add(code);
                }
            }
        }

        return new ReplayScene(
            market, priced, others, kinds, [.. ((string[])["total", "energy", "congestion", "loss", "ghg"]).Where(components.Contains)],
            kinds.Count == 0 ? await NewestIncidentAsync(session, market, now, ct) : null, await BoxAsync(market, ct), ClockOf(market, now), now);
    }

    private static async Task<DateTimeOffset?> NewestIncidentAsync(GridSession session, Domain.Markets.Market market, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = session.Command(NewestIncident);
        command.Parameters.Add(new() { Value = market.Code });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        return await command.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at).AddHours(1) : null;
    }

    /// <summary>Where the market's prices are, and where it has none, its plants: some of those lie far from what is traded.</summary>
    private async Task<BoundingBox?> BoxAsync(Domain.Markets.Market market, CancellationToken ct) =>
        await mapNodes.BoxOfAsync(market.Code, ct) ?? ((await plants.CurrentAsync(ct)).Count > 0 ? await mapPlants.BoxOfAsync(market.Code, ct) : null);

    /// <summary>When the market's clock changes, and to what.</summary>
    internal static IReadOnlyList<ClockChange> ClockOf(Domain.Markets.Market market, DateTimeOffset now) => Clocks.GetOrAdd(
        FormattableString.Invariant($"{market.TimeZone} {now.Year}"), _ => ClockChange.Over(TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone), Earliest, now.AddYears(YearsAhead)));
}
