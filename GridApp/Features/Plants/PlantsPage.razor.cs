using System.Data.Common;
using GridApp.Components;
using GridApp.Domain;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Plants;

public sealed partial class PlantsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    private IDisposable? watching;
    private PlantListState state = PlantListState.Default;
    private Failure? failure;
    private bool trouble;
    private PlantSnapshot? snapshot;
    private Line[] lines = [];
    private (string Number, string Unit) capacity = ("", "");
    private IReadOnlyList<FuelSummary> fuels = [];
    private IReadOnlyList<MarketSummary> markets = [];

    [Inject] private PlantCatalogue Catalogue { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<PlantsText> Text { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        watching = Live.Subscribe([LiveTopic.Plants, LiveTopic.Incidents], _ => InvokeAsync(FollowAsync));
        await LoadAsync();
    }

    private static string Reason(Failure failure) => failure is Invalid invalid ? string.Join(" ", invalid.Errors.Values.SelectMany(sentences => sentences)) : failure.Sentence;

    private static string Place(CataloguePlant plant) => string.Join(" · ", new[] { CountryName.Of(plant.Country), plant.Zone }.Where(part => part is not null));

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith('/' + PlantListState.Page, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ReloadAsync);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>Somewhere something was written, which may or may not be of what is shown.</summary>
    private async Task FollowAsync()
    {
        try
        {
            if (!trouble && ReferenceEquals(await Catalogue.AtAsync(state.Filter.At, leaving.Token), snapshot))
                return;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return; // the page is gone
        }

        await ReloadAsync();
    }

    /// <summary>Shows what the address asks for.</summary>
    private async Task LoadAsync()
    {
        Outcome<PlantListState> asked = PlantListState.Of(new Uri(Navigation.Uri));
        failure = asked.Failure;
        state = failure is null ? asked.Value : PlantListState.Default;
        try
        {
            snapshot = await Catalogue.AtAsync(state.Filter.At, leaving.Token);
            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return; // the page is gone
        }
        catch (DbException)
        {
            trouble = true;
            return;
        }

        PlantFilter filter = state.Filter;
        PlantMatches matches = snapshot.Find(filter);
        int[] order = PlantOrder.Of(matches, state.Sort, state.Descending);
        lines = new Line[order.Length];
        double sum = 0;
        for (int row = 0; row < order.Length; row++)
        {
            lines[row] = new Line(row, order[row]);
            sum += snapshot[order[row]].CapacityMw;
        }

        capacity = Display.Power(sum);

        // What each further choice would give: counted under all filters but its own.
        fuels = PlantSummaries.ByFuel(snapshot.Find(filter with { Fuels = [] }));
        markets = PlantSummaries.ByMarket(snapshot.Find(filter with { Markets = [] }));
    }

    private void Filter(PlantFilter filter)
    {
        // Letters typed one by one are not worth a step back each.
        bool typing = filter.Name != state.Filter.Name && filter.Name is not null;
        Navigation.NavigateTo((state with { Filter = filter }).Address(), replace: typing);
    }

    private void SortBy(PlantSort sort) => Navigation.NavigateTo(state.By(sort).Address(), replace: true);

    private readonly record struct Line(int Row, int Index);
}
