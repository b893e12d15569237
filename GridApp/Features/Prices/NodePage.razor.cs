using System.Globalization;
using GridApp.Components;
using GridApp.Components.Charts;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using Microsoft.AspNetCore.Components;

namespace GridApp.Features.Prices;

public sealed partial class NodePage
{
    private const string Kilometres = "km";

    private static readonly (PriceComponent Component, string Name)[] Parts =
        [(PriceComponent.Energy, "Energy"), (PriceComponent.Congestion, "Congestion"), (PriceComponent.Loss, "Loss"), (PriceComponent.Ghg, "Ghg")];

    private ChartBoard? parts;
    private ChartBoard? both;
    private CatalogueNode? node;
    private Domain.Markets.Market? market;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private MarketTime clock = MarketTime.Utc;
    private string unit = "";
    private NodeNow? now;
    private NodePageState? state;
    private NodePageState? latest;
    private IReadOnlyList<string> kinds = [];
    private IReadOnlyList<PriceVersion> corrections = [];
    private IReadOnlyList<ChartSpec> partCharts = [];
    private IReadOnlyList<ChartSpec> bothCharts = [];
    private int readId;

    [Parameter] public int Id { get; set; }

    /// <inheritdoc/>
    protected override string Path => FormattableString.Invariant($"prices/nodes/{Id}");

    [Inject] private NodeCatalogue Catalogue { get; set; } = default!;

    [Inject] private ReadNodeNow Now { get; set; } = default!;

    [Inject] private ReadCorrections Corrections { get; set; } = default!;

    /// <summary>Only while the page is rendered as a document: a node that is not there is a 404 to programs, too.</summary>
    [CascadingParameter] private HttpContext? Http { get; set; }

    private string DayAheadKey => ReadComparedPrices.KeyOf(Id, PriceKinds.DayAhead);

    private string RealTimeKey => ReadComparedPrices.KeyOf(Id, PriceKinds.RealTime);

    private string Facts => string.Join(" · ", ((string?[])[node!.Name == node.Code ? null : node.Name, market!.Name, node.Type, node.Zone, Place]).OfType<string>());

    private string Place => node is { Longitude: { } longitude, Latitude: { } latitude } ? Display.Coordinates(latitude, longitude) : Text["No_Place"];

    /// <summary>Day-ahead less real-time now.</summary>
    private float? Dart => Of(PriceKinds.DayAhead) is { } planned && Of(PriceKinds.RealTime) is { } real && planned.Interval.Lasts(real.Interval.At) && !float.IsNaN(planned.Total - real.Total)
        ? PriceMoment.Less(planned.Total, real.Total) : null;

    /// <summary>The moment that is looked at: the newest of what is shown.</summary>
    private DateTimeOffset Looked
    {
        get
        {
            var end = state!.Span.End(zone).UtcDateTime;
            var newest = Of(state.Kind)?.Interval.At ?? end;
            return new DateTimeOffset(newest < end ? newest : end.AddMinutes(-5), TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        node = (await Catalogue.CurrentAsync(cancellation)).Find(Id);
        market = MarketCatalogue.Find(node?.Market);
        readId = Id;
        if (node is null || market is null)
        {
            if (Http is { Response.HasStarted: false })
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
        clock = MarketTime.Of(market.Code);
        unit = PriceUnit.Of(market.Currency);
        now = await Now.RunAsync(node, Time.GetUtcNow().UtcDateTime, Actor, cancellation);
        kinds = [.. now.Kinds.Select(kind => kind.Interval.Kind)];
        var last = now.Kinds.Count > 0 ? now.Kinds.Max(kind => kind.Interval.At) : Time.GetUtcNow().UtcDateTime;
        var day = MarketDay.Of(last, zone).Date;
        state = NodePageState.Of(Query, kinds, day);
        latest = now.Kinds.Count > 0 ? state with { Span = new PriceSpan(day.AddDays(1 - state.Span.Days), day) } : null;
        corrections = await Corrections.RunAsync(node, state.Kind, state.Span.Start(zone).UtcDateTime, state.Span.End(zone).UtcDateTime, Actor, cancellation);
        partCharts = PriceCharts.Parts(Text, state.Kind);
        bothCharts = PriceCharts.Both(Text, DayAheadKey, RealTimeKey);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (!IsLoading && readId != Id)
            await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task FollowAsync()
    {
        await LoadAsync();
        foreach (var board in new[] { parts, both })
        {
            if (board is not null)
                await board.RefreshAsync();
        }
    }

    private static string Price(float price) => float.IsNaN(price) ? "–" : ((double)price).ToString("#,0.00;-#,0.00;0.00", CultureInfo.CurrentCulture);

    private static string Signed(float price) => float.IsNaN(price) ? "–" : ((double)price).ToString("+#,0.00;-#,0.00;0.00", CultureInfo.CurrentCulture);

    private static string Number(int id) => id.ToString(CultureInfo.InvariantCulture);

    private NodeKindNow? Of(string kind) => now?.Kinds.FirstOrDefault(one => one.Interval.Kind == kind);

    private float Here(string? kind) => kind is not null && Of(kind) is { } here ? here.Total : float.NaN;

    private string AtOf(NodeKindNow kind) => Text["Interval_At", clock.Brief(kind.Interval.At), kind.Interval.Minutes];

    private string File(string kind) => string.Create(CultureInfo.InvariantCulture, $"node-{Id}-{kind}-{state!.Span.From:yyyyMMdd}");

    private void Go(NodePageState next) => Navigation.NavigateTo(next.Address(Id));
}
