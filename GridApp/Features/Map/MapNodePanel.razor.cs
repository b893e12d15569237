using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Prices;
using GridApp.Features.Prices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Map;

public sealed partial class MapNodePanel : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private MapNodeDetail? detail;
    private NodeSeries? stacked;
    private PriceDayChart? chart;
    private bool looking = true;
    private (int Node, DateTimeOffset? At, string Kind, PriceComponent Component, int Revision)? read;

    [Inject] private IMapNodes Nodes { get; set; } = default!;

    [Inject] private IStringLocalizer<MapText> Text { get; set; } = default!;

    [Parameter, EditorRequired] public int Id { get; set; }

    /// <summary>The moment and the kind of price that the map shows.</summary>
    [Parameter, EditorRequired] public MapState State { get; set; } = MapState.Default;

    /// <summary>Another number: prices changed somewhere.</summary>
    [Parameter] public int Revision { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>This node, or one nearby, is to be selected and shown.</summary>
    [Parameter] public EventCallback<CatalogueNode> OnChoose { get; set; }

    private MarketTime Clock => MarketTime.Of(detail?.Market.Code);

    private string Unit => detail is null ? "" : detail.Series is [var series, ..] ? series.Unit : "";

    /// <summary>What the market publishes, the total first.</summary>
    private IEnumerable<PriceComponent> Shown =>
        PriceComponents.All.Where(component => component == PriceComponent.Total || (detail?.Series.Any(series => series.Points.Of(component).Any(value => !float.IsNaN(value))) ?? false));

    /// <summary>The chart in a sentence, for those who do not see it.</summary>
    private string Sentence
    {
        get
        {
            var totals = (stacked ?? (detail?.Series is [var first, ..] ? first : null))?.Points.Of(PriceComponent.Total).Where(value => !float.IsNaN(value)).ToList();
            return totals is { Count: > 0 } ? Text["Node_Day_Sentence", Price(totals.Min()), Price(totals.Max()), Unit] : Text["Node_Day"];
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var asked = (Id, State.At, State.Prices.Kind, State.Prices.Component, Revision);
        if (read == asked)
            return;
        if (read?.Node != Id)
            (detail, looking) = (null, true);
        read = asked;
        try
        {
            var found = await Nodes.DetailAsync(Id, State, gone.Token);
            if (read != asked)
                return;
            detail = found;
            stacked = detail is null ? null : detail.Of(State.Prices.Kind) ?? detail.Of(PriceKinds.RealTime) ?? detail.Of(PriceKinds.DayAhead) ?? (detail.Series is [var first, ..] ? first : null);
            if (stacked is not null && PriceDayChart.Stacked.All(component => stacked.Points.Of(component).All(float.IsNaN)))
                stacked = null;
            chart = detail is null ? null : PriceDayChart.Of(detail, stacked);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            looking = false;
        }
    }

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Price(float price) => float.IsNaN(price) ? "–" : price.ToString("#,0.00", CultureInfo.CurrentCulture);

    private string Value(NodeSeries series, PriceComponent component) => detail!.PointOf(series) is >= 0 and var point ? Price(series.Points[component, point]) : "–";

    private string Interval(NodeSeries series) => detail!.PointOf(series) is >= 0 and var point
        ? Clock.At(new DateTimeOffset(series.Points.At[point], TimeSpan.Zero)).ToString("HH:mm", CultureInfo.InvariantCulture) + "–"
          + Clock.At(new DateTimeOffset(series.Points.At[point], TimeSpan.Zero).AddMinutes(series.Points.Minutes[point])).ToString("HH:mm", CultureInfo.InvariantCulture)
        : "–";

    /// <summary>A word in the drawing: Razor takes the element of that name for its own.</summary>
    private static RenderFragment Word(string css, string x, double y, string words) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", css);
        builder.AddAttribute(2, "x", x);
        builder.AddAttribute(3, "y", N(y));
        builder.AddContent(4, words);
        builder.CloseElement();
    };
}
