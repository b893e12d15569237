using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Features.Incidents;
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

    private readonly CancellationTokenSource leaving = new();

    private DashboardView? view;
    private IReadOnlyList<string> markets = [];
    private string? market;
    private bool isBadMarket;
    private bool trouble;
    private IDisposable? watching;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ReadDashboard Dashboard { get; set; } = default!;

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
            watching = Live.Subscribe([LiveTopic.Incidents, LiveTopic.Plants], _ => InvokeAsync(ReloadAsync));
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
        string? asked = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("market", out var value) ? value.ToString() : null;
        market = MarketCatalogue.Find(asked)?.Code;
        isBadMarket = market is null && !string.IsNullOrEmpty(asked);
        try
        {
            Actor actor = Actor.From((await Authentication).User);
            PlantSnapshot plants = await Catalogue.CurrentAsync(leaving.Token);
            markets = Choices(plants);
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

    /// <summary>Markets that have a plant, most capacity first; what was asked for stays a choice.</summary>
    private List<string> Choices(PlantSnapshot plants)
    {
        List<string> codes = [.. PlantSummaries.ByMarket(plants.Find(PlantFilter.All)).Select(summary => summary.Market).OfType<string>()];
        if (market is not null && !codes.Contains(market))
            codes.Add(market);
        return codes;
    }

    private void MarketChosen(ChangeEventArgs change) =>
        Navigation.NavigateTo(change.Value?.ToString() is { Length: > 0 } code ? $"{Path}?market={Uri.EscapeDataString(code)}" : Path);
}
