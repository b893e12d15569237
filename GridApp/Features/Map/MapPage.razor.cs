using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Geography;
using GridApp.Features.Plants;
using GridApp.Hosting;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace GridApp.Features.Map;

public sealed partial class MapPage : IAsyncDisposable
{
    private const int MostRows = 200;

    /// <summary>Close enough to tell a plant from its neighbours.</summary>
    private const double PlantZoom = 9;

    /// <summary>Addresses that were written and not yet reported back: a handful. Those that the browser reports differently are forgotten at this number.</summary>
    private const int MostWritten = 50;

    /// <summary>A browser that does not answer within this time is away; the bus tries again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource gone = new();
    private IDisposable? watching;
    private ElementReference element;
    private IJSObjectReference? module;
    private IJSObjectReference? map;
    private DotNetObjectReference<MapPage>? self;
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private MapState state = MapState.Default;
    private MapView? view;
    private IReadOnlyList<(string? Market, int Count)> markets = [];
    private MapPlant? selected;
    private IReadOnlyList<MapPlant>? rows;
    private int total;
    private string? listQuery;
    private Feed feed = Feed.Loading;
    private string error = "";
    private bool looking;
    private bool? layersOpen;

    private enum Feed
    {
        Loading,
        Ready,
        Failed,
    }

    [Inject] private IJSRuntime Script { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private MapPlants Plants { get; set; } = default!;

    [Inject] private GridOptions Options { get; set; } = default!;

    [Inject] private IStringLocalizer<MapText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    private MapOptions Configured => Options.Map;

    /// <summary>The script says where the view has come to rest and what is in it.</summary>
    [JSInvokable]
    public async Task OnView(MapView now)
    {
        view = now;
        state = state with { View = (now.Latitude, now.Longitude, now.Zoom) };
        WriteUrl();
        await FillTableAsync();
        StateHasChanged();
    }

    /// <summary>The script says that a plant was clicked.</summary>
    [JSInvokable]
    public Task OnPlantSelected(int id) => SelectAsync(id);

    /// <summary>The script says whether the plants have come: <c>loading</c>, <c>ready</c>, or <c>error</c> with what went wrong.</summary>
    [JSInvokable]
    public void OnFeed(string now, string? problem)
    {
        feed = now switch { "ready" => Feed.Ready, "error" => Feed.Failed, _ => Feed.Loading };
        error = problem ?? "";
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= LocationChanged;
        watching?.Dispose();
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (map is not null)
            {
                await map.InvokeVoidAsync("dispose");
                await map.DisposeAsync();
            }

            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and everything of it.
        }

        self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        state = MapState.Parse(QueryOf(Navigation.Uri));
        Navigation.LocationChanged += LocationChanged;
        watching = Live.Subscribe([LiveTopic.Plants, LiveTopic.Incidents], _ => InvokeAsync(FollowChangeAsync));
        markets = await Plants.MarketsAsync(gone.Token);
        await LookUpAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var plant = state.Plant is { } id ? await Plants.FindAsync(id, gone.Token) : null;
        var start = plant?.Plant is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude, PlantZoom) : ((double, double, double)?)null;
        self = DotNetObjectReference.Create(this);
        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, "./features/Map/map.js");
            var options = MapScriptOptions.Of(state, start, Configured, CultureInfo.CurrentUICulture.Name, Text, Words);
            map = await module.InvokeAsync<IJSObjectReference>("create", gone.Token, element, options, self);
            await RingAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went away while the map was being made.
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The person went on to another page.
        }
    }

    private static string QueryOf(string uri) => new Uri(uri).Query;

    private static string Power(double megawatts)
    {
        var (number, unit) = Display.Power(megawatts);
        return $"{number} {unit}";
    }

    private void LocationChanged(object? sender, LocationChangedEventArgs change)
    {
        // The browser reports our own addresses late: by then the state may be further on, and following one would undo it.
        if (written.Remove(change.Location))
            return;
        var here = Navigation.ToBaseRelativePath(change.Location);
        if (here.Split('?', '#')[0] != "map")
            return;
        var next = MapState.Parse(QueryOf(change.Location));
        if (!next.Equals(state))
            _ = InvokeAsync(() => FollowUrlAsync(next));
    }

    /// <summary>Somebody followed a link to another view of the map while it is open.</summary>
    private async Task FollowUrlAsync(MapState next)
    {
        var view = next.View;
        await ChangeAsync(next with { View = view ?? state.View });
        await LookUpAsync();
        await RingAsync();
        if (map is not null && view is { } there)
            await map.InvokeVoidAsync("setView", gone.Token, there.Latitude, there.Longitude, there.Zoom);
        else if (selected is not null)
            await CenterAsync();
        StateHasChanged();
    }

    /// <summary>Somewhere something was written: the script fetches what it draws, the page what it says.</summary>
    private async Task FollowChangeAsync()
    {
        try
        {
            if (map is not null)
                await map.InvokeVoidAsync("update", Patience);
            selected = state.Plant is { } id ? await Plants.FindAsync(id, gone.Token) : null;
            await FillTableAsync();
        }
        catch (JSDisconnectedException)
        {
            return; // the browser has gone, and everything of it
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return;
        }

        StateHasChanged();
    }

    private async Task ChangeAsync(MapState next)
    {
        var before = state;
        state = next;
        if (map is not null)
        {
            if (next.Color != before.Color)
                await map.InvokeVoidAsync("setColorBy", gone.Token, MapScriptOptions.ColorOf(next));
            if (!next.Fuels.SetEquals(before.Fuels) || !next.Statuses.SetEquals(before.Statuses))
                await map.InvokeVoidAsync("setLayers", gone.Token, MapScriptOptions.LayersOf(next));
            if (next.Market != before.Market)
                await map.InvokeVoidAsync("setFilters", gone.Token, (object)MapScriptOptions.FiltersOf(next));
        }

        WriteUrl();
        await FillTableAsync();
    }

    private async Task SelectAsync(int? id)
    {
        state = state with { Plant = id };
        await LookUpAsync();
        await RingAsync();
        WriteUrl();
        if (id is not null && view is { Wide: false })
            layersOpen = false;
        StateHasChanged();
    }

    private async Task FlyToAsync(MapPlant plant)
    {
        await SelectAsync(plant.Plant.Id);
        await CenterAsync();
    }

    private async Task CenterAsync()
    {
        if (map is not null && selected?.Plant is { Latitude: { } latitude, Longitude: { } longitude })
            await map.InvokeVoidAsync("flyTo", gone.Token, latitude, longitude, PlantZoom);
    }

    private async Task FitAsync()
    {
        if (map is not null && state.Market is { } market && await Plants.BoxOfAsync(market, gone.Token) is { } box)
            await map.InvokeVoidAsync("fit", gone.Token, box.West, box.South, box.East, box.North);
    }

    private async Task RetryAsync()
    {
        if (map is not null)
            await map.InvokeVoidAsync("retry", gone.Token);
    }

    private Task ToggleTableAsync()
    {
        rows = null;
        return ChangeAsync(state with { Table = !state.Table });
    }

    private void FoldLayers() => layersOpen = !(layersOpen ?? view?.Wide ?? true);

    private async Task LookUpAsync()
    {
        looking = true;
        selected = state.Plant is { } id ? await Plants.FindAsync(id, gone.Token) : null;
        looking = false;
    }

    private async Task RingAsync()
    {
        if (map is not null)
            await map.InvokeVoidAsync("select", gone.Token, selected?.Plant.Latitude, selected?.Plant.Longitude);
    }

    private async Task FillTableAsync()
    {
        if (!state.Table || view is null)
            return;
        var box = BoundingBox.Of(view.West, view.South, view.East, view.North);
        if (box.Failure is not null)
            return;
        (rows, total) = await Plants.InViewAsync(state, box.Value, MostRows, gone.Token);
        var filter = MapPlants.FilterOf(state) with { Box = box.Value };
        listQuery = state.Fuels.Count == 0 || state.Statuses.Count == 0 ? null : PlantQueryString.Of(filter);
    }

    private void WriteUrl()
    {
        var query = state.ToQuery();
        var url = query.Length == 0 ? "map" : "map?" + query;
        if (string.Equals(Navigation.ToBaseRelativePath(Navigation.Uri), url, StringComparison.Ordinal))
            return;
        if (written.Count > MostWritten)
            written.Clear();
        written.Add(Navigation.ToAbsoluteUri(url).AbsoluteUri);
        Navigation.NavigateTo(url, new NavigationOptions { ReplaceHistoryEntry = true });
    }
}
