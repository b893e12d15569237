using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Features.Organizations;
using GridApp.Features.Plants;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

public sealed partial class IncidentsPage : IDisposable
{
    private static readonly IncidentTab[] Tabs = Enum.GetValues<IncidentTab>();

    private readonly CancellationTokenSource leaving = new();

    private IncidentListState state = IncidentListState.Default;
    private Failure? failure;
    private bool trouble;
    private int[]? counts;
    private DateTimeOffset now;
    private IReadOnlyList<string> markets = [];
    private IReadOnlyList<(int Id, string Name)> organizations = [];
    private string? plantName;
    private Actor actor = default!;
    private Virtualize<Row>? list;
    private IDisposable? watching;
    private ITimer? clock;

    [Inject] private ListIncidents Incidents { get; set; } = default!;

    [Inject] private OrganizationNames Organizations { get; set; } = default!;

    [Inject] private PlantCatalogue Catalogue { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<IncidentsText> Text { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private string StartHead => state.Tab switch { IncidentTab.Active => "Column_Since", IncidentTab.Scheduled => "Column_Starts", _ => "Column_Started" };

    private string EndHead => state.Tab switch { IncidentTab.Active => "Column_Back", IncidentTab.Scheduled => "Column_Lasts", _ => "Column_Lasted" };

    /// <summary>That this is not how things stand now, when the address asks for another moment.</summary>
    private string? Past => state.Filter switch
    {
        { Known: { } known } => Text["List_AsKnown", Display.Utc(known)].Value,
        { At: { } at } => Text["List_AsOf", Display.Utc(at)].Value,
        _ => null,
    };

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        watching?.Dispose();
        clock?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        actor = Actor.From((await Authentication).User);
        await LoadAsync();
        if (leaving.IsCancellationRequested)
            return;
        watching = Live.Subscribe([LiveTopic.Incidents], _ => InvokeAsync(FollowAsync));

        // "3 h 20 min" goes on by itself.
        clock = Time.CreateTimer(_ => InvokeAsync(FollowAsync), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    private static string Reason(Failure failure) => failure is Invalid invalid ? string.Join(" ", invalid.Errors.Values.SelectMany(sentences => sentences)) : failure.Sentence;

    private static string Href(int id) => string.Create(CultureInfo.InvariantCulture, $"incidents/{id}");

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith('/' + IncidentListState.Page, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ReloadAsync);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>Something changed, or a minute has passed: the same rows anew, without losing the place.</summary>
    private async Task FollowAsync()
    {
        if (leaving.IsCancellationRequested)
            return;
        try
        {
            await CountAsync();
            if (list is not null)
                await list.RefreshDataAsync();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return;
        }
        catch (DbException)
        {
            trouble = true;
        }

        StateHasChanged();
    }

    /// <summary>Shows what the address asks for.</summary>
    private async Task LoadAsync()
    {
        Outcome<IncidentListState> asked = IncidentListState.Of(new Uri(Navigation.Uri));
        failure = asked.Failure;
        state = failure is null ? asked.Value : IncidentListState.Default;
        try
        {
            PlantSnapshot plants = await Catalogue.CurrentAsync(leaving.Token);
            markets = [.. PlantSummaries.ByMarket(plants.Find(PlantFilter.All)).Select(market => market.Market ?? PlantFilter.NoMarket)];
            plantName = state.Filter.PlantId is { } plant ? plants.Find(plant)?.Name : null;
            organizations = await Organizations.AllAsync(actor, leaving.Token);
            await CountAsync();
            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // the page is gone
        }
        catch (DbException)
        {
            trouble = true;
        }
    }

    private async Task CountAsync()
    {
        now = state.Filter.At ?? Time.GetUtcNow();
        var found = new int[Tabs.Length];
        foreach (IncidentTab tab in Tabs)
            found[(int)tab] = (await Incidents.RunAsync(state.To(tab).Asked, tab.FirstSort(), 1, 0, actor, leaving.Token)).Total;
        counts = found;
    }

    /// <summary>The rows that are in view, and how many there are.</summary>
    private async ValueTask<ItemsProviderResult<Row>> ReadRowsAsync(ItemsProviderRequest request)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token, request.CancellationToken);
        try
        {
            IncidentList found = await Incidents.RunAsync(state.Asked, state.Sort, request.Count, request.StartIndex, actor, ending.Token);
            return new ItemsProviderResult<Row>(found.Items.Select((item, index) => new Row(request.StartIndex + index, item)), found.Total);
        }
        catch (DbException)
        {
            trouble = true;
            _ = InvokeAsync(StateHasChanged);
            return new ItemsProviderResult<Row>([], 0);
        }
    }

    private void Filter(IncidentFilter filter)
    {
        // Letters typed one by one are not worth a step back each.
        bool typing = filter.Text != state.Filter.Text && filter.Text is not null;
        Navigation.NavigateTo(state.With(filter).Address(), replace: typing);
    }

    private void CountDaysOf(string? zone) => Navigation.NavigateTo(state.In(zone).Address(), replace: true);

    private void SortBy(IncidentOrder order) => Navigation.NavigateTo(state.By(order).Address(), replace: true);

    private sealed record Row(int Number, IncidentItem Item);
}
