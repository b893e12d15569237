using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Features.Incidents;
using GridApp.Features.Market;
using GridApp.Features.Plants;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Dashboard;

public sealed partial class DashboardPage : IDisposable
{
    private const string Path = "dashboard";

    /// <summary>The address's word for no market in particular: everything real that is out.</summary>
    private const string All = "all";

    private readonly CancellationTokenSource leaving = new();

    private DashboardView? view;
    private MarketNowView? now;
    private MarketPart? part;
    private IReadOnlyList<string> markets = [];
    private string? market;
    private int days = 1;
    private bool isBadMarket;
    private bool trouble;
    private IDisposable? watching;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ReadDashboard Dashboard { get; set; } = default!;

    [Inject] private MarketNow Now { get; set; } = default!;

    [Inject] private NewestData Newest { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private PlantCatalogue Catalogue { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<DashboardText> Text { get; set; } = default!;

    private bool IsSimulated => MarketCatalogue.Find(market)?.Simulated ?? false;

    /// <summary>The person's own plants, or all of them for who has none.</summary>
    private FleetAvailabilityItem Fleet => view!.Mine ?? view.Everything;

    private string ShareOut => Display.Percent(view!.Everything is { CapacityMw: > 0 } all ? 1 - (all.AvailableMw / all.CapacityMw) : 0);

    private IEnumerable<(string Name, PlantStatus Mark, string[] Types)> Groups =>
    [
        (Text["Type_forced"], PlantStatus.ForcedOutage, ["forced"]),
        (Text["PlannedAndMaintenance"], PlantStatus.PlannedMaintenance, ["planned", "maintenance"]),
        (Text["Type_derate"], PlantStatus.Derated, ["derate"]),
    ];

    public void Dispose()
    {
        watching?.Dispose();
        Navigation.LocationChanged -= OnLocationChanged;
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        await LoadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        // Only a page that lives in a circuit gets here; what is written as a document needs no news.
        if (firstRender)
            watching = Live.Subscribe([LiveTopic.Incidents, LiveTopic.Plants, LiveTopic.Market, LiveTopic.Prices], _ => InvokeAsync(FollowAsync));
    }

    private static (string Number, string Unit) Power(double mw) => Display.Power(mw);

    private static Fuel Of(string code) => FuelWords.Parse(code) ?? Fuel.Unknown;

    private string Width(double mw) =>
        (100 * mw / Math.Max(view!.Stats.ByFuel[0].AffectedMw, 1)).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Address of the list of the same incidents.</summary>
    private string List(string sort) =>
        $"incidents?{IncidentQueryString.Of(new IncidentFilter { Markets = market is null ? [] : [market], Simulated = IsSimulated })}&sort={sort}";

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith('/' + Path, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ReloadAsync);
    }

    /// <summary>Something was written: the charts ask for their numbers again, too.</summary>
    private async Task FollowAsync()
    {
        await ReloadAsync();
        if (part is not null && !leaving.IsCancellationRequested)
            await part.RefreshAsync();
    }

    private async Task ReloadAsync()
    {
        // News may be on its way while the page goes.
        if (leaving.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>Shows the market that the address names.</summary>
    private async Task LoadAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        string? asked = query.TryGetValue("market", out var value) ? value.ToString() : null;
        days = query.TryGetValue("days", out var span) && span.ToString() is "2" or "7" ? span.ToString()[0] - '0' : 1;
        market = MarketCatalogue.Find(asked)?.Code;
        isBadMarket = market is null && !string.IsNullOrEmpty(asked) && asked != All;
        try
        {
            Actor actor = Actor.From((await Authentication).User);
            if (string.IsNullOrEmpty(asked))
                market = await LivelyAsync(actor);
            PlantSnapshot plants = await Catalogue.CurrentAsync(leaving.Token);
            markets = Choices(plants);
            MarketNowView? latest = MarketCatalogue.Find(market) is { } found ? await Now.RunAsync(found, actor, leaving.Token) : null;
            now = latest is { Price: null, Load: null, System: null, FuelsAt: null } ? null : latest;
            view = await Dashboard.RunAsync(market, actor, leaving.Token);
            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (DbException)
        {
            trouble = true;
        }
    }

    /// <summary>The market to open with: one whose prices reach up to now, a real one before the simulated; null where there is none.</summary>
    private async Task<string?> LivelyAsync(Actor actor)
    {
        DateTimeOffset present = Time.GetUtcNow();
        IReadOnlyDictionary<string, DateTimeOffset> newest = await Newest.RunAsync(SeriesTable.Prices, actor, leaving.Token);
        return MarketCatalogue.All.Where(one => newest.TryGetValue(one.Code, out DateTimeOffset at) && at > present.AddHours(-2)).OrderBy(one => one.Simulated).Select(one => one.Code).FirstOrDefault();
    }

    private void DaysChosen(int chosen) => Navigation.NavigateTo(Address(market ?? All, chosen));

    private static string Address(string market, int days) => $"{Path}?market={Uri.EscapeDataString(market)}" + (days == 1 ? "" : "&days=" + days.ToString(CultureInfo.InvariantCulture));

    /// <summary>Markets that have a plant, most capacity first; what was asked for stays a choice.</summary>
    private List<string> Choices(PlantSnapshot plants)
    {
        List<string> codes = [.. PlantSummaries.ByMarket(plants.Find(PlantFilter.All)).Select(summary => summary.Market).OfType<string>()];
        if (market is not null && !codes.Contains(market))
            codes.Add(market);
        return codes;
    }

    private void MarketChosen(ChangeEventArgs change) =>
        Navigation.NavigateTo(Address(change.Value?.ToString() is { Length: > 0 } code ? code : All, days));
}
