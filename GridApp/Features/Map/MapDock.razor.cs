using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Geography;
using GridApp.Domain.Prices;
using GridApp.Features.Geography;
using GridApp.Features.Plants;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Map;

public sealed partial class MapDock : IDisposable
{
    private const int MostRows = 200;

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<MapPlant>? plants;
    private IReadOnlyList<MapNodeValue>? nodes;
    private IReadOnlyList<MapLine>? lines;
    private IReadOnlyList<Zone>? zones;
    private int total;
    private int shown;
    private string? listQuery;
    private string? csv;
    private (MapTableKind Kind, string State, MapView? View, int Revision)? read;

    [Inject] private MapPlants Plants { get; set; } = default!;

    [Inject] private IMapNodes Nodes { get; set; } = default!;

    [Inject] private IMapGrid Grid { get; set; } = default!;

    [Inject] private IStringLocalizer<MapText> Text { get; set; } = default!;

    [Parameter, EditorRequired] public MapTableKind Kind { get; set; }

    [Parameter, EditorRequired] public MapState State { get; set; } = MapState.Default;

    /// <summary>What is in view, null until the map has said so.</summary>
    [Parameter] public MapView? View { get; set; }

    /// <summary>Another number: something that is shown changed somewhere.</summary>
    [Parameter] public int Revision { get; set; }

    [Parameter] public EventCallback<MapTableKind> OnKind { get; set; }

    [Parameter] public EventCallback<MapPlace> OnChoose { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    private string ValueName => State.Prices is { On: false } ? Text["Kind_RTM_Name"] : $"{Text["Kind_" + State.Prices.Kind + "_Name"]} · {Text["Component_" + State.Prices.Component.Code()]}";

    private string Sentence
    {
        get
        {
            if (read is null || shown < 0)
                return "";
            var name = Kind.ToString();
            return total > shown ? Text[$"Table_{name}_First", Display.Count(shown), Display.Count(total)] : Text[$"Table_{name}_All", Display.Count(total)];
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        // Which of the rows is selected changes nothing of them.
        var asked = (Kind, (State with { Selected = null }).ToQuery(), View, Revision);
        if (read == asked || View is null)
            return;
        if (read?.Kind != Kind)
            (plants, nodes, lines, zones, shown, csv) = (null, null, null, null, -1, null);
        read = asked;
        var box = BoundingBox.Of(View.West, View.South, View.East, View.North);
        if (box.Failure is not null)
            return;
        try
        {
            await ReadAsync(box.Value, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The table was closed meanwhile.
        }
    }

    private async Task ReadAsync(BoundingBox box, CancellationToken cancellation)
    {
        var market = State.GridMarket is { } only ? "&market=" + Uri.EscapeDataString(only) : "";
        switch (Kind)
        {
            case MapTableKind.Plants:
                (plants, total) = await Plants.InViewAsync(State, box, MostRows, cancellation);
                shown = plants.Count;
                listQuery = !State.Plants || State.Fuels.Count == 0 || State.Statuses.Count == 0 ? null : PlantQueryString.Of(MapPlants.FilterOf(State) with { Box = box });
                csv = listQuery is null ? null : $"plants?{listQuery}&format=csv";
                break;
            case MapTableKind.Nodes:
                (nodes, total) = await Nodes.InViewAsync(State, box, MostRows, cancellation);
                shown = nodes.Count;
                csv = $"prices/nodes?bbox={box}{market}&format=csv";
                break;
            case MapTableKind.Lines:
                (lines, total, _) = await Grid.LinesInViewAsync(State, box, MostRows, cancellation);
                shown = lines.Count;
                csv = State.Lines ? $"lines?bbox={box}{market}{(State.At is { } at ? "&at=" + at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture) : "")}&format=csv" : null;
                break;
            default:
                (zones, total) = await Grid.ZonesInViewAsync(State, box, MostRows, cancellation);
                shown = zones.Count;
                csv = State.Zones.Count == 0 ? null : $"zones?bbox={box}{market}{string.Concat(State.Zones.Order().Select(type => "&type=" + type.Code()))}&format=csv";
                break;
        }
    }
}
