using System.Globalization;
using System.Text.Json;
using GridApp.Components;
using GridApp.Domain.Geography;
using GridApp.Domain.Prices;
using GridApp.Hosting;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace GridApp.Features.Map;

public sealed partial class MapPage : IAsyncDisposable
{
    /// <summary>Close enough to tell a plant from its neighbours.</summary>
    private const double PlantZoom = 9;

    /// <summary>Far enough to see a zone as a whole.</summary>
    private const double ZoneZoom = 5.5;

    /// <summary>No interval of prices is longer: what began earlier is over.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>Addresses that were written and not yet reported back: a handful. Those that the browser reports differently are forgotten at this number.</summary>
    private const int MostWritten = 50;

    /// <summary>A browser that does not answer within this time is away; the bus tries again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What is followed, and told to the script as it changes: apart, so that a price does not ask for plants.</summary>
    private static readonly string[][] Followed = [[LiveTopic.Plants, LiveTopic.Incidents], [LiveTopic.Prices], [LiveTopic.Market], [LiveTopic.Geography]];

    private readonly CancellationTokenSource gone = new();
    private readonly TaskCompletionSource initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> watching = [];
    private ElementReference element;
    private IJSObjectReference? module;
    private IJSObjectReference? map;
    private DotNetObjectReference<MapPage>? self;
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private MapState state = MapState.Default;
    private MapView? view;
    private IReadOnlyList<(string? Market, int Count)> markets = [];
    private MapPlant? selected;
    private MapShownPrices? prices;
    private MapShownLines? lines;
    private MapZonePrice? zonePrice;
    private int? zones;
    private IReadOnlyList<(string Kind, DateTimeOffset At)> newest = [];
    private bool pricesEmpty;
    private (string What, string Error)? trouble;
    private string? early;
    private int revision;
    private Feed feed = Feed.Loading;
    private string error = "";
    private MapPlace? place;
    private MapScriptOptions? options;
    private bool looking;
    private bool? layersOpen;

    private enum Feed
    {
        Loading,
        Ready,
        Failed,
    }

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IJSRuntime Script { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private MapPlants Plants { get; set; } = default!;

    [Inject] private IMapNodes Nodes { get; set; } = default!;

    [Inject] private IMapGrid Grid { get; set; } = default!;

    [Inject] private GridOptions Options { get; set; } = default!;

    [Inject] private IStringLocalizer<MapText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    private MapOptions Configured => Options.Map;

    /// <summary>Kinds of prices to choose from: those that there are, and the one that is chosen.</summary>
    private IReadOnlyList<string> PriceKindsShown
    {
        get
        {
            var kinds = newest.Select(one => one.Kind).ToList();
            if (kinds.Contains(PriceKinds.DayAhead) && kinds.Contains(PriceKinds.RealTime))
                kinds.Add(PriceKinds.Dart);
            return kinds.Contains(state.Prices.Kind) ? kinds : [.. kinds, state.Prices.Kind];
        }
    }

    /// <summary>The newest moment that has the chosen kind of price.</summary>
    private DateTimeOffset? NewestPrices =>
        newest.FirstOrDefault(one => one.Kind == (state.Prices.Kind == PriceKinds.Dart ? PriceKinds.RealTime : state.Prices.Kind)) is { Kind: not null } found ? found.At : null;

    /// <summary>The script says where the view has come to rest and what is in it.</summary>
    [JSInvokable]
    public void OnView(MapView now)
    {
        view = now;
        state = state with { View = (now.Latitude, now.Longitude, now.Zoom) };
        WriteUrl();
        StateHasChanged();
    }

    /// <summary>The script says that a plant was clicked.</summary>
    [JSInvokable]
    public Task OnPlantSelected(int id) => SelectAsync(new MapSelection(MapSubject.Plant, id));

    /// <summary>The script says that a node was clicked.</summary>
    [JSInvokable]
    public Task OnNodeSelected(int id) => SelectAsync(new MapSelection(MapSubject.Node, id));

    /// <summary>The script says that a line was clicked.</summary>
    [JSInvokable]
    public Task OnLineSelected(int id) => SelectAsync(new MapSelection(MapSubject.Line, id));

    /// <summary>The script says that a zone was clicked.</summary>
    [JSInvokable]
    public Task OnZoneSelected(int id) => SelectAsync(new MapSelection(MapSubject.Zone, id));

    /// <summary>The script says which prices it draws.</summary>
    [JSInvokable]
    public void OnPrices(MapShownPrices now)
    {
        prices = now;
        pricesEmpty = false;
        StateHasChanged();
    }

    /// <summary>The script says whether prices have come: <c>loading</c>, <c>ready</c>, <c>none</c> (nobody has such prices then), or <c>error</c> with what went wrong.</summary>
    [JSInvokable]
    public async Task OnPriceFeed(string now, string? problem)
    {
        if (now is "error")
            trouble = ("prices", problem ?? "server");
        else if (trouble is { What: "prices" })
            trouble = null;
        pricesEmpty = now is "none" || (pricesEmpty && now is "loading");
        if (now is "none")
        {
            prices = null;
            newest = await Nodes.NewestAsync(state.GridMarket, gone.Token);
        }
        StateHasChanged();
    }

    /// <summary>The script says that somebody set which values are shown.</summary>
    [JSInvokable]
    public Task OnPriceFilter(double? least, double? most) => ChangeAsync(state with { Prices = state.Prices with { Least = least, Most = most } });

    /// <summary>The script says that the prices are elsewhere, or too small to be seen.</summary>
    [JSInvokable]
    public async Task OnPricesAway(double west, double south, double east, double north)
    {
        if (map is not null)
            await map.InvokeVoidAsync("fit", gone.Token, west, south, east, north);
    }

    /// <summary>The script says which lines it draws.</summary>
    [JSInvokable]
    public void OnLines(MapShownLines now)
    {
        lines = now;
        StateHasChanged();
    }

    /// <summary>The script says how many zones it draws.</summary>
    [JSInvokable]
    public void OnZones(int count)
    {
        zones = count;
        StateHasChanged();
    }

    /// <summary>The script says what the nodes inside of the selected zone cost.</summary>
    [JSInvokable]
    public void OnZonePrice(MapZonePrice? now)
    {
        zonePrice = now;
        StateHasChanged();
    }

    /// <summary>The script says whether zones or lines have come; without a problem they have.</summary>
    [JSInvokable]
    public void OnGridFeed(string what, string? problem)
    {
        if (problem is not null)
            trouble = (what, problem);
        else if (trouble is { } known && known.What == what)
            trouble = null;
        StateHasChanged();
    }

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
        watching.ForEach(one => one.Dispose());
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
        foreach (var topics in Followed)
            watching.Add(Live.Subscribe(topics, _ => InvokeAsync(() => FollowChangeAsync(topics))));
        markets = await MarketsAsync();
        if (state.Prices.On)
            newest = await Nodes.NewestAsync(state.GridMarket, gone.Token);
        await LookUpAsync();
        options = MapScriptOptions.Of(state, place is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude, PlantZoom) : null, Configured, CultureInfo.CurrentUICulture.Name, Text, Words);
        if (!RendererInfo.IsInteractive)
            early = JsonSerializer.Serialize(options, JsonSerializerOptions.Web);
        initialized.SetResult();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, SiteFiles.Module("features/Map/map.js"));

            // The first picture comes before everything is read that the map is to know.
            await initialized.Task.WaitAsync(gone.Token);
            var isPlaced = state.View is not null;
            map = await module.InvokeAsync<IJSObjectReference>("create", gone.Token, element, options, self);
            // A link that names a market and no view is to show the market, not the continent around it.
            if (!isPlaced && state.GridMarket is not null)
                await FitAsync();
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
        var there = next.View;
        await ChangeAsync(next with { View = there ?? state.View });
        await LookUpAsync();
        await RingAsync();
        if (map is not null && there is { } view)
            await map.InvokeVoidAsync("setView", gone.Token, view.Latitude, view.Longitude, view.Zoom);
        else if (place is not null)
            await CenterAsync();
        StateHasChanged();
    }

    /// <summary>Somewhere something was written: the script fetches what it draws, the page what it says.</summary>
    private async Task FollowChangeAsync(string[] topics)
    {
        try
        {
            if (map is not null)
                await map.InvokeVoidAsync("update", Patience, (object)topics);
            revision++;
            if (state.Selected is not null)
                await LookUpAsync();
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
        if (next.GridMarket != before.GridMarket || (next.Prices.On && !before.Prices.On))
            newest = await Nodes.NewestAsync(next.GridMarket, gone.Token);

        // Prices of a market that ended earlier are to be seen without looking for their day.
        if (next.Prices.On && next.At is null && NewestPrices is { } last && (next.Prices != before.Prices || next.GridMarket != before.GridMarket) && Time.GetUtcNow() - last > LongestInterval)
            state = next = next with { At = last };
        if (map is not null)
        {
            if (next.Color != before.Color)
                await map.InvokeVoidAsync("setColorBy", gone.Token, MapScriptOptions.ColorOf(next));
            if (next.Plants != before.Plants || !next.Fuels.SetEquals(before.Fuels) || !next.Statuses.SetEquals(before.Statuses))
                await map.InvokeVoidAsync("setLayers", gone.Token, MapScriptOptions.LayersOf(next));
            if (next.Market != before.Market)
                await map.InvokeVoidAsync("setFilters", gone.Token, (object)MapScriptOptions.FiltersOf(next));
            if (MapScriptOptions.PricesOf(next) is var chosen && chosen != MapScriptOptions.PricesOf(before))
                await map.InvokeVoidAsync("setPrices", gone.Token, chosen);
            if (MapScriptOptions.GridOf(next) is var grid && !grid.SaysTheSameAs(MapScriptOptions.GridOf(before)))
                await map.InvokeVoidAsync("setGrid", gone.Token, grid);
            if (next.Prices.On && !before.Prices.On)
                await map.InvokeVoidAsync("fitPrices", gone.Token);
        }

        if (!next.Prices.On)
            (prices, pricesEmpty) = (null, false);
        WriteUrl();
    }

    private async Task StepAsync((int Direction, string Unit) step)
    {
        if (map is null || await map.InvokeAsync<string?>("stepPrices", gone.Token, step.Direction, step.Unit) is not { } found)
            return;
        await ChangeAsync(state with { At = found == "now" ? null : DateTimeOffset.Parse(found, CultureInfo.InvariantCulture) });
    }

    private async Task SelectAsync(MapSelection? selection)
    {
        state = state with { Selected = selection };
        zonePrice = null;
        await LookUpAsync();
        await RingAsync();
        WriteUrl();
        if (selection is not null && view is { Wide: false })
            layersOpen = false;
        StateHasChanged();
    }

    private async Task FlyToAsync(MapPlace to)
    {
        await SelectAsync(to.Selection);
        place = to;
        await CenterAsync();
    }

    private async Task CenterAsync()
    {
        if (map is not null && place is { Latitude: { } latitude, Longitude: { } longitude })
            await map.InvokeVoidAsync("flyTo", gone.Token, latitude, longitude, place.Selection.Subject is MapSubject.Zone ? ZoneZoom : PlantZoom);
    }

    private async Task FitAsync()
    {
        if (map is null || state.GridMarket is not { } market)
            return;
        BoundingBox? box = state.Prices.On ? await Nodes.BoxOfAsync(market, gone.Token) : null;
        box ??= await Plants.BoxOfAsync(market, gone.Token) ?? await Nodes.BoxOfAsync(market, gone.Token) ?? await Grid.BoxOfAsync(market, gone.Token);
        if (box is { } around)
            await map.InvokeVoidAsync("fit", gone.Token, around.West, around.South, around.East, around.North);
    }

    private async Task RetryAsync()
    {
        trouble = null;
        if (map is not null)
            await map.InvokeVoidAsync("retry", gone.Token);
    }

    private Task ToggleTableAsync() => ChangeAsync(state with
    {
        Table = state.Table is not null ? null : state.Prices.On || state.Nodes ? MapTableKind.Nodes : MapTableKind.Plants,
    });

    private void FoldLayers() => layersOpen = !(layersOpen ?? view?.Wide ?? true);

    /// <summary>What is selected, and where it is.</summary>
    private async Task LookUpAsync()
    {
        looking = true;
        selected = state.Selected?.IdOf(MapSubject.Plant) is { } plant ? await Plants.FindAsync(plant, gone.Token) : null;
        place = state.Selected switch
        {
            { Subject: MapSubject.Plant } => selected is null ? null : MapPlace.Of(selected),
            { Subject: MapSubject.Node, Id: var id } => await Nodes.FindAsync(id, gone.Token) is { } node ? MapPlace.Of(node) : null,
            { Subject: MapSubject.Line, Id: var id } => await Grid.LineAsync(id, state.At, gone.Token) is { } line ? MapPlace.Of(line.Line) : null,
            { Subject: MapSubject.Zone, Id: var id } => await Grid.ZoneAsync(id, gone.Token) is { } zone ? MapPlace.Of(zone) : null,
            _ => null,
        };
        looking = false;
    }

    /// <summary>Plants and nodes have a ring; lines and zones are drawn stronger.</summary>
    private async Task RingAsync()
    {
        if (map is null)
            return;
        var ringed = state.Selected?.Subject is MapSubject.Plant or MapSubject.Node ? place : null;
        await map.InvokeVoidAsync("select", gone.Token, ringed?.Latitude, ringed?.Longitude);
        await map.InvokeVoidAsync("highlight", gone.Token, state.Selected?.IdOf(MapSubject.Zone), state.Selected?.IdOf(MapSubject.Line));
    }

    /// <summary>Every market that has plants or nodes, with how many plants.</summary>
    private async Task<IReadOnlyList<(string? Market, int Count)>> MarketsAsync()
    {
        var counted = await Plants.MarketsAsync(gone.Token);
        var more = (await Nodes.MarketsAsync(gone.Token)).Except(counted.Select(one => one.Market).OfType<string>(), StringComparer.Ordinal);
        return [.. counted.Concat(more.Select(code => ((string?)code, 0))).OrderBy(one => one.Item1, StringComparer.Ordinal)];
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
