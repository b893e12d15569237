using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using GridApp.Features.Plants;
using Microsoft.AspNetCore.Components;

namespace GridApp.Features.Prices;

public sealed partial class PricesPage
{
    private const string None = "–";

    private const int Ends = 5;

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);

    private static readonly (NodeSort Sort, string Name, string? Look)[] Columns =
    [
        (NodeSort.Code, "Column_Node", null), (NodeSort.Type, "Column_Type", "wide"), (NodeSort.Zone, "Column_Zone", "widest"), (NodeSort.Total, "Total", "number"), (NodeSort.Energy, "Energy", "number wide"),
        (NodeSort.Congestion, "Congestion", "number"), (NodeSort.Loss, "Loss", "number wide"), (NodeSort.Dart, "Dart", "number"),
    ];

    private PriceListState state = new();
    private IReadOnlyList<Domain.Markets.Market> markets = [];
    private IReadOnlyList<string> kinds = [];
    private Domain.Markets.Market? market;
    private NewestInterval? shown;
    private NodePriceTable? table;
    private NodePriceRow[] rows = [];
    private IReadOnlyList<NodePriceRow> dearest = [];
    private IReadOnlyList<NodePriceRow> cheapest = [];
    private IReadOnlyList<CatalogueNode> basket = [];
    private MarketTime clock = MarketTime.Utc;
    private string unit = "";
    private CancellationTokenSource? typing;

    /// <inheritdoc/>
    protected override string Path => PriceListState.Page;

    [Inject] private ReadCurrentPrices Current { get; set; } = default!;

    [Inject] private ListNodePrices Prices { get; set; } = default!;

    [Inject] private NodeCatalogue Catalogue { get; set; } = default!;

    private bool Stale => shown is not null && state.At is null && shown.IsOverdue(Time.GetUtcNow().UtcDateTime);

    private string Range => table?.Statistics is { } known ? Text["Range", Price(known.Min), Price(known.Max)] : Text["No_Prices"];

    private string CompareAddress => $"{ComparePageState.Page}?{string.Join('&', state.Basket.Select(id => FormattableString.Invariant($"node={id}")))}&kind={shown!.Kind}"
        + FormattableString.Invariant($"&from={clock.At(shown.At):yyyy-MM-dd}&to={clock.At(shown.At):yyyy-MM-dd}");

    private string CsvAddress => $"api/v1/prices?market={market!.Code}&kind={shown!.Kind}&start={MomentBytes.Text(shown.At)}&end={MomentBytes.Text(shown.At.AddMinutes(shown.Minutes))}&format=csv";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            typing?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        state = PriceListState.Of(Query);
        var newest = await Current.NewestAsync([], PriceKinds.All, Time.GetUtcNow().UtcDateTime, Actor, cancellation);
        markets = [.. newest.Select(interval => interval.Market).Distinct().OrderBy(one => !one.Simulated).ThenBy(one => one.Code, StringComparer.Ordinal)];
        market = state.Market ?? (markets is [var first, ..] ? first : null);
        if (market is not null && !markets.Contains(market))
            markets = [.. markets, market];
        kinds = [.. PriceKinds.All.Where(kind => newest.Any(interval => interval.Market == market && interval.Kind == kind))];
        var last = newest.Where(interval => interval.Market == market && (state.Kind is null || interval.Kind == state.Kind)).OrderBy(interval => kinds.ToList().IndexOf(interval.Kind)).LastOrDefault();
        shown = state.At is { } at && market is not null
            ? new NewestInterval(market, state.Kind ?? last?.Kind ?? PriceKinds.DayAhead, at, last?.Minutes ?? 60)
            : last;
        if (market is null || shown is null)
        {
            table = null;
            return;
        }

        if (!kinds.Contains(shown.Kind))
            kinds = [.. kinds, shown.Kind];
        clock = MarketTime.Of(market.Code);
        unit = PriceUnit.Of(market.Currency);
        table = await Prices.RunAsync(market, shown.Kind, shown.At, Actor, cancellation);
        var nodes = await Catalogue.CurrentAsync(cancellation);
        basket = [.. state.Basket.Select(nodes.Find).OfType<CatalogueNode>()];
        Arrange();
    }

    /// <inheritdoc/>
    protected override Task FollowAsync() => state.At is null || HasTrouble ? LoadAsync() : Task.CompletedTask;

    private static string Price(float price) => float.IsNaN(price) ? None : ((double)price).ToString("#,0.00;-#,0.00;0.00", CultureInfo.CurrentCulture);

    private static string Price(double? price) => price?.ToString("#,0.00;-#,0.00;0.00", CultureInfo.CurrentCulture) ?? None;

    private static string Href(CatalogueNode node) => FormattableString.Invariant($"prices/nodes/{node.Id}");

    private void Arrange()
    {
        var text = state.Text is { } part ? SearchText.Fold(part) : null;
        IEnumerable<NodePriceRow> wanted = table!.Rows;
        if (state.Type is { } type)
            wanted = wanted.Where(row => row.Node.Type == type);
        if (text is not null)
            wanted = wanted.Where(row => SearchText.Fold(row.Node.Code + "\n" + row.Node.Name).Contains(text, StringComparison.Ordinal));
        rows = NodePriceTable.Ordered(wanted, state.Sort, state.Descending);
        var priced = table.Rows.Where(row => !float.IsNaN(row.Total)).ToList();
        dearest = [.. NodePriceTable.Ordered(priced, NodeSort.Total, descending: true).Take(Ends)];
        cheapest = [.. NodePriceTable.Ordered(priced, NodeSort.Total, descending: false).Take(Ends)];
    }

    private void Go(PriceListState next) => Navigation.NavigateTo(next.Address());

    /// <summary>Not worth a step back.</summary>
    private void Replace(PriceListState next) => Navigation.NavigateTo(next.Address(), replace: true);

    private string Wall(DateTime at) => clock.At(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private void Step(int by) => Go(state with { At = shown!.At.AddMinutes(by * shown.Minutes) });

    private void ChooseMarket(ChangeEventArgs change)
    {
        if (MarketCatalogue.Find(change.Value as string) is { } chosen)
            Go(state with { Market = chosen, Kind = null, At = null, Type = null });
    }

    private void ChooseType(ChangeEventArgs change) => Go(state with { Type = change.Value is string { Length: > 0 } type ? type : null });

    private void ChooseMoment(ChangeEventArgs change)
    {
        if (!DateTime.TryParseExact(change.Value as string, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year is < 1900 or > 2199)
            return;

        // A time that the clock skipped is the one it showed next.
        var at = LocalTimes.Of(wall, clock.Zone) switch
        {
            LocalTime.Once once => once.At,
            LocalTime.Twice twice => twice.First,
            LocalTime.Missing missing => new DateTimeOffset(missing.After, clock.Zone.GetUtcOffset(missing.After)),
            _ => throw new InvalidOperationException("There is no other kind of local time."),
        };
        Go(state with { At = at.UtcDateTime });
    }

    private async Task TextTypedAsync(ChangeEventArgs change)
    {
        if (typing is not null)
            await typing.CancelAsync();
        typing?.Dispose();
        typing = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        try
        {
            await Task.Delay(TypingPause, Time, typing.Token);
        }
        catch (OperationCanceledException)
        {
            return; // more was typed
        }

        var text = change.Value?.ToString()?.Trim() ?? "";
        Replace(state with { Text = text.Length > 0 ? text : null });
    }
}
