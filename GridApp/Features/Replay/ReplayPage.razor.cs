using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Hosting;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using static Microsoft.AspNetCore.Components.Web.RenderMode;

namespace GridApp.Features.Replay;

public sealed partial class ReplayPage : IAsyncDisposable
{
    private static readonly (string Part, string Name)[] Figures = [("price", "Figure_Price"), ("load", "Figure_Load"), ("out", "Figure_Out"), ("intensity", "Figure_Intensity")];

    private static readonly string[] Tables = ["events", "plants", "nodes", "zones", "lines", "system"];

    private static readonly string[] Levels = ["hour", "six-hours", "day", "week", "month", "custom"];

    private static readonly (string Keys, string Meaning)[] Keys =
    [
        ("␣", "Key_Play"), ("← →", "Key_Interval"), ("⇧ ← →", "Key_Hour"), ("⌃ ← →", "Key_Day"), ("[ ]", "Key_Event"), ("↖ ↘", "Key_Edge"),
    ];

    /// <summary>A browser that does not answer within this time is away; the bus tries again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource gone = new();
    private IDisposable[] watching = [];
    private ElementReference host;
    private IJSObjectReference? module;
    private IJSObjectReference? replay;
    private ReplayScene? scene;
    private ReplayScene? shown;
    private string options = "";
    private bool hasTrouble;
    private PersistingComponentStateSubscription keeping;

    [Inject] private IJSRuntime Script { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private OpenReplay Open { get; set; } = default!;

    [Inject] private PersistentComponentState Kept { get; set; } = default!;

    [Inject] private GridOptions Configured { get; set; } = default!;

    [Inject] private IStringLocalizer<ReplayText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Person { get; set; } = default!;

    private Domain.Markets.Market? Asked => MarketCatalogue.Find(QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).GetValueOrDefault("market").ToString());

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= LocationChanged;
        foreach (var one in watching)
            one.Dispose();
        keeping.Dispose();
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            await DropAsync();
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and everything of it.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += LocationChanged;
        // One for each: a price that comes every five minutes is no reason to ask for incidents.
        watching =
        [
            .. new[] { LiveTopic.Plants, LiveTopic.Incidents, LiveTopic.Prices, LiveTopic.Market }
                .Select(topic => Live.Subscribe([topic], _ => InvokeAsync(() => FollowAsync(topic)))),
        ];
        // The circuit's page begins with what the server's knew: were it to read it again, the picture that is drawn by then would be gone for so long.
        if (Kept.TryTakeFromJson<KeptScene>(nameof(ReplayPage), out var kept) && kept?.Opened() is { } known && (Asked ?? known.Market) == known.Market)
            Show(known, Actor.From((await Person).User));
        else
            await LoadAsync();
        keeping = Kept.RegisterOnPersisting(() =>
        {
            if (scene is not null)
                Kept.PersistAsJson(nameof(ReplayPage), KeptScene.Of(scene));
            return Task.CompletedTask;
        }, InteractiveServer);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (scene is null || scene == shown)
            return;
        shown = scene;
        try
        {
            await DropAsync();
            module ??= await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, SiteFiles.Module("features/Replay/replay-start.js"));
            replay = await module.InvokeAsync<IJSObjectReference>("create", gone.Token, host);
        }
        catch (JSDisconnectedException)
        {
            // The browser went away while the replay was being made.
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The person went on to another page.
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var actor = Actor.From((await Person).User);
            Show(await Open.RunAsync(Asked, actor, gone.Token), actor);
            hasTrouble = false;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The person went on to another page.
        }
        catch (DbException)
        {
            hasTrouble = true;
        }
    }

    private void Show(ReplayScene opened, Actor actor)
    {
        scene = opened;
        options = JsonSerializer.Serialize(ReplayScriptOptions.Of(scene, actor, Configured.Map, CultureInfo.CurrentUICulture.Name, Text, Words), JsonSerializerOptions.Web);
    }

    private async Task DropAsync()
    {
        if (replay is null)
            return;
        var before = replay;
        replay = null;
        await before.InvokeVoidAsync("dispose");
        await before.DisposeAsync();
    }

    private void ChooseMarket(ChangeEventArgs change)
    {
        if (MarketCatalogue.Find(change.Value as string) is { } market)
            Navigation.NavigateTo("replay?market=" + market.Code);
    }

    private void LocationChanged(object? sender, LocationChangedEventArgs change)
    {
        var uri = Navigation.ToAbsoluteUri(change.Location);
        if (Navigation.ToBaseRelativePath(change.Location).Split('?', '#')[0] != "replay")
            return;
        var market = QueryHelpers.ParseQuery(uri.Query).GetValueOrDefault("market").ToString();
        _ = InvokeAsync(() => market.Length == 0 || market == scene?.Market.Code ? GoAsync(uri.Query) : ReloadAsync());
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>Somebody followed a link to another replay of this market: the script goes there.</summary>
    private async Task GoAsync(string query)
    {
        try
        {
            if (replay is not null)
                await replay.InvokeVoidAsync("go", gone.Token, query);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }

    /// <summary>Somewhere something was written: the script asks what of it concerns it.</summary>
    private async Task FollowAsync(string topic)
    {
        try
        {
            if (replay is not null)
                await replay.InvokeVoidAsync("changed", Patience, (object)new[] { topic });
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and everything of it.
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The person went on.
        }
    }
}
