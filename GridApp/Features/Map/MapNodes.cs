using GridApp.Data;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Features.Plants;
using GridApp.Features.Prices;

namespace GridApp.Features.Map;

/// <summary>What the map's page asks of nodes and their prices.</summary>
public interface IMapNodes
{
    /// <summary>Codes of the markets that have nodes.</summary>
    ValueTask<IReadOnlyList<string>> MarketsAsync(CancellationToken cancellation);

    /// <summary>The node with an id, or null when there is none.</summary>
    ValueTask<CatalogueNode?> FindAsync(int id, CancellationToken cancellation);

    /// <summary>Nodes on the map whose code or name has this text in it: those that begin with it first.</summary>
    ValueTask<IReadOnlyList<CatalogueNode>> SearchAsync(string text, int limit, CancellationToken cancellation);

    /// <summary>The box around a market's nodes; null when it has none on the map.</summary>
    ValueTask<BoundingBox?> BoxOfAsync(string market, CancellationToken cancellation);

    /// <summary>The newest interval that has begun, of each kind that a market (or any) has.</summary>
    Task<IReadOnlyList<(string Kind, DateTimeOffset At)>> NewestAsync(string? market, CancellationToken cancellation);

    /// <summary>The nodes within a box with their values at the state's moment, dearest first; those without a value last.</summary>
    /// <returns>At most <paramref name="limit"/> of them, and how many there are.</returns>
    Task<(IReadOnlyList<MapNodeValue> Nodes, int Total)> InViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation);

    /// <summary>A node's market day and what is around it, or null when there is no such node.</summary>
    Task<MapNodeDetail?> DetailAsync(int id, MapState state, CancellationToken cancellation);
}

/// <summary>The same queries that answer the API.</summary>
public sealed class MapNodes(NodeCatalogue catalogue, PriceMoments moments, ReadNodeSeries series, ReadCurrentPrices current, TimeProvider time) : IMapNodes
{
    private const int Neighbours = 6;

    private static readonly TimeSpan NewestWithin = TimeSpan.FromHours(2);

    /// <summary>Kinds of prices in the order in which they are offered.</summary>
    private static readonly string[] Kinds = [PriceKinds.DayAhead, PriceKinds.FifteenMinute, PriceKinds.RealTime];

    public async ValueTask<IReadOnlyList<string>> MarketsAsync(CancellationToken cancellation) => (await catalogue.CurrentAsync(cancellation)).Markets;

    public async ValueTask<CatalogueNode?> FindAsync(int id, CancellationToken cancellation) => (await catalogue.CurrentAsync(cancellation)).Find(id);

    public async ValueTask<IReadOnlyList<CatalogueNode>> SearchAsync(string text, int limit, CancellationToken cancellation)
    {
        var nodes = await catalogue.CurrentAsync(cancellation);
        var folded = SearchText.Fold(text);
        return [.. nodes.Find(new NodeFilter { Text = text }).Select(place => nodes[place])
            .Where(node => node.Longitude is not null)
            .OrderByDescending(node => SearchText.Fold(node.Code).StartsWith(folded, StringComparison.Ordinal) || SearchText.Fold(node.Name).StartsWith(folded, StringComparison.Ordinal))
            .ThenBy(node => node.Name.Length).ThenBy(node => node.Name, StringComparer.Ordinal)
            .Take(limit)];
    }

    public async ValueTask<BoundingBox?> BoxOfAsync(string market, CancellationToken cancellation)
    {
        var nodes = await catalogue.CurrentAsync(cancellation);
        var located = nodes.Find(new NodeFilter { Markets = [market] }).Select(place => nodes[place]).Where(node => node.Longitude is not null).ToList();
        return BoundingBox.AroundMost(located.Select(node => node.Longitude!.Value), located.Select(node => node.Latitude!.Value));
    }

    public async Task<IReadOnlyList<(string Kind, DateTimeOffset At)>> NewestAsync(string? market, CancellationToken cancellation)
    {
        var found = await current.NewestAsync(MarketsOf(market), Kinds, time.GetUtcNow().UtcDateTime, Actor.System, cancellation);
        return [.. found.GroupBy(one => one.Kind).Select(group => (group.Key, new DateTimeOffset(group.Max(one => one.At), TimeSpan.Zero))).OrderBy(pair => Array.IndexOf(Kinds, pair.Key))];
    }

    public async Task<(IReadOnlyList<MapNodeValue> Nodes, int Total)> InViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation)
    {
        var (nodes, markets) = await ValuesAsync(state.Prices.Kind, state.Prices.Component, state.At, MarketsOf(state.GridMarket), cancellation);
        var values = new Dictionary<int, (float Value, string Unit)>();
        foreach (var market in markets)
        {
            for (var i = 0; i < market.Values.Length; i++)
            {
                if (market.Places[i] >= 0 && !float.IsNaN(market.Values[i]))
                    values[market.Places[i]] = (market.Values[i], market.Unit);
            }
        }
        var all = nodes.Find(new NodeFilter { Box = box, Markets = state.GridMarket is { } only ? [only] : [] })
            .Select(place => values.TryGetValue(place, out var known) ? new MapNodeValue(nodes[place], known.Value, known.Unit) : new MapNodeValue(nodes[place], null, null))
            .Where(node => node.Value is { } value ? !(value < state.Prices.Least) && !(value > state.Prices.Most) : state is { Nodes: true, Prices: { Least: null, Most: null } } || !state.Prices.On)
            .ToList();
        return ([.. all.OrderByDescending(node => node.Value ?? float.NegativeInfinity).ThenBy(node => node.Node.Code, StringComparer.Ordinal).Take(limit)], all.Count);
    }

    public async Task<MapNodeDetail?> DetailAsync(int id, MapState state, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } node || MarketCatalogue.Find(node.Market) is not { } market)
            return null;
        var at = await MomentOfAsync(state.Prices.Kind, state.At, [market], cancellation);
        var day = Domain.Time.MarketDay.Of(at, TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone));
        var kinds = new List<NodeSeries>(Kinds.Length);
        foreach (var kind in Kinds)
        {
            // The interval that covers the moment may have begun before the day did.
            var read = await series.RunAsync(id, kind, day.Start.UtcDateTime, day.End.UtcDateTime, Actor.System, cancellation);
            if (read.Failure is null && read.Value.Points.Count > 0)
                kinds.Add(read.Value);
        }
        return new MapNodeDetail(node, market, at, day.Start, day.End, kinds, await AroundAsync(node, state, cancellation));
    }

    /// <summary>The nearest nodes, nearest first, with their values at the state's moment.</summary>
    private async Task<IReadOnlyList<MapNeighbour>> AroundAsync(CatalogueNode node, MapState state, CancellationToken cancellation)
    {
        if (node is not { Longitude: { } longitude, Latitude: { } latitude } || MarketCatalogue.Find(node.Market) is not { } market)
            return [];
        var (nodes, markets) = await ValuesAsync(state.Prices.Kind, state.Prices.Component, state.At, [market], cancellation);
        var values = markets.SelectMany(one => one.Places.Zip(one.Values)).Where(pair => pair.First >= 0).GroupBy(pair => pair.First).ToDictionary(group => group.Key, group => group.First().Second);
        return [.. nodes.Find(new NodeFilter { Markets = [node.Market] })
            .Where(place => nodes[place].Id != node.Id && nodes[place].Longitude is not null)
            .Select(place => (Place: place, Km: GreatCircle.LengthKm([longitude, latitude, nodes[place].Longitude!.Value, nodes[place].Latitude!.Value])))
            .OrderBy(near => near.Km).ThenBy(near => nodes[near.Place].Code, StringComparer.Ordinal).Take(Neighbours)
            .Select(near => new MapNeighbour(nodes[near.Place], near.Km, values.TryGetValue(near.Place, out var value) && !float.IsNaN(value) ? value : null))];
    }

    private async Task<(NodeSnapshot Nodes, List<MarketValues> Markets)> ValuesAsync(
        string kind, PriceComponent component, DateTimeOffset? at, IReadOnlyList<Domain.Markets.Market> markets, CancellationToken cancellation)
    {
        var question = new MomentQuestion([], (await MomentOfAsync(kind, at, markets, cancellation)).UtcDateTime, markets, null, [component]);
        var (nodes, found, _) = await moments.ValuesAsync(kind, question, Actor.System, cancellation);
        return (nodes, found);
    }

    /// <summary>"Now" is the newest interval that has begun: real-time prices are published after theirs is over (prices-feed.js says the same).</summary>
    private async Task<DateTimeOffset> MomentOfAsync(string kind, DateTimeOffset? at, IReadOnlyList<Domain.Markets.Market> markets, CancellationToken cancellation)
    {
        if (at is { } chosen)
            return chosen;
        var now = time.GetUtcNow();
        if (kind == PriceKinds.DayAhead)
            return now;
        var newest = await current.NewestAsync(markets, [kind == PriceKinds.Dart ? PriceKinds.RealTime : kind], now.UtcDateTime, Actor.System, cancellation);
        return newest.Count > 0 && new DateTimeOffset(newest.Max(one => one.At), TimeSpan.Zero) is var last && now - last < NewestWithin ? last : now;
    }

    private static Domain.Markets.Market[] MarketsOf(string? code) => MarketCatalogue.Find(code) is { } market ? [market] : [];
}

/// <summary>A node and its value at a moment, null where it has none.</summary>
public sealed record MapNodeValue(CatalogueNode Node, float? Value, string? Unit);

/// <summary>A node nearby.</summary>
public sealed record MapNeighbour(CatalogueNode Node, double Km, float? Value);

/// <summary>A node's market day.</summary>
/// <param name="At">The moment that is looked at.</param>
/// <param name="Start">Begin of the market's day around it.</param>
/// <param name="End">Its end.</param>
/// <param name="Series">Of the kinds that have prices on that day.</param>
/// <param name="Neighbours">The nearest nodes, nearest first.</param>
public sealed record MapNodeDetail(
    CatalogueNode Node, Domain.Markets.Market Market, DateTimeOffset At, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<NodeSeries> Series, IReadOnlyList<MapNeighbour> Neighbours)
{
    /// <summary>The series of a kind, or null.</summary>
    public NodeSeries? Of(string kind) => Series.FirstOrDefault(one => one.Kind == kind);

    /// <summary>Which of a series' points covers the moment; -1 when none does.</summary>
    public int PointOf(NodeSeries of)
    {
        var moment = At.UtcDateTime;
        for (var i = of.Points.Count - 1; i >= 0; i--)
        {
            if (of.Points.At[i] <= moment)
                return of.Points.At[i].AddMinutes(of.Points.Minutes[i]) > moment ? i : -1;
        }
        return -1;
    }
}
