using System.Globalization;
using GridApp.Components.Charts;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using Microsoft.AspNetCore.Components;

namespace GridApp.Features.Prices;

public sealed partial class ComparePage
{
    private static readonly (string Statistic, string Name)[] Statistics =
    [
        ("mean", "Mean"), ("median", "Median"), ("min", "Least"), ("p05", "P05"), ("p95", "P95"), ("max", "Most"), ("negativeHours", "Hours_Below"), ("spikeHours", "Hours_Spike"),
    ];

    private ChartBoard? board;
    private ComparePageState? state;
    private IReadOnlyList<CatalogueNode> nodes = [];
    private IReadOnlyList<string> kinds = [];
    private IReadOnlyList<ChartSpec> charts = [];
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <inheritdoc/>
    protected override string Path => ComparePageState.Page;

    [Inject] private NodeCatalogue Catalogue { get; set; } = default!;

    [Inject] private ReadCurrentPrices Current { get; set; } = default!;

    private string ListAddress => (new PriceListState { Market = MarketCatalogue.Find(nodes is [var first, ..] ? first.Market : null), Basket = [.. nodes.Select(node => node.Id)] }).Address();

    private string File => string.Create(CultureInfo.InvariantCulture, $"nodes-{state!.Kind}-{state.Span.From:yyyyMMdd}");

    /// <summary>Rows of the table: the nodes, and how far they are from the first.</summary>
    private IEnumerable<(string Key, string Name, bool IsSpread)> Lines
    {
        get
        {
            var keys = nodes.Select(node => ReadComparedPrices.KeyOf(node.Id, state!.Kind)).ToList();
            foreach (var (node, key) in nodes.Zip(keys))
                yield return (key, node.Code, false);
            foreach (var (node, key) in nodes.Zip(keys).Skip(1))
                yield return ($"{key}-{keys[0]}", $"{node.Code} − {nodes[0].Code}", true);
        }
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        var catalogue = await Catalogue.CurrentAsync(cancellation);
        nodes = [.. ComparePageState.NodesOf(Query).Select(catalogue.Find).OfType<CatalogueNode>().Where(node => MarketCatalogue.Find(node.Market) is not null)];
        if (nodes.Count == 0)
        {
            state = null;
            return;
        }

        var market = MarketCatalogue.Find(nodes[0].Market)!;
        zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
        var newest = await Current.NewestAsync([market], PriceKinds.All, Time.GetUtcNow().UtcDateTime, Actor, cancellation);
        IReadOnlyList<string> published = [.. PriceKinds.All.Where(kind => newest.Any(interval => interval.Kind == kind))];
        kinds = published.Contains(PriceKinds.DayAhead) && published.Contains(PriceKinds.RealTime) ? [.. published, PriceKinds.Dart] : published;
        var last = newest.Count > 0 ? newest.Max(interval => interval.At) : Time.GetUtcNow().UtcDateTime;
        state = ComparePageState.Of(Query, published, MarketDay.Of(last, zone).Date) with { Nodes = [.. nodes.Select(node => node.Id)] };
        charts = PriceCharts.Compared(Text, nodes, state.Kind, state.Component);
    }

    /// <inheritdoc/>
    protected override async Task FollowAsync()
    {
        if (board is not null)
            await board.RefreshAsync();
    }

    private static string Number(int id) => id.ToString(CultureInfo.InvariantCulture);

    private void Go(ComparePageState next) => Navigation.NavigateTo(next.Address());

    private void ChooseComponent(ChangeEventArgs change)
    {
        if (PriceComponents.TryParse(change.Value as string, out var component))
            Go(state! with { Component = component });
    }
}
