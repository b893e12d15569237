using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Features.Plants;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

public sealed partial class PlantIncidents : IDisposable
{
    /// <summary>Rows below the drawing; the list of incidents has them all.</summary>
    private const int Most = 12;

    private readonly CancellationTokenSource leaving = new();

    private PlantOutlookItem? outlook;
    private IncidentLanes lanes = IncidentLanes.None;
    private DateTimeOffset now;
    private DateTimeOffset start;
    private DateTimeOffset end;
    private (int Plant, PlantSpan Span)? shown;
    private CataloguePlant? plant;
    private Actor? actor;
    private bool trouble;
    private IDisposable? watching;

    [Parameter, EditorRequired] public int PlantId { get; set; }

    /// <summary>Days that are looked back.</summary>
    [SupplyParameterFromQuery(Name = "days")] private string? Days { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private PlantOutlook Outlooks { get; set; } = default!;

    [Inject] private PlantCatalogue Catalogue { get; set; } = default!;

    [Inject] private IncidentSentence Sentences { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<IncidentsText> Text { get; set; } = default!;

    private PlantSpan Span => PlantSpan.Of(Days);

    private MarketTime Clock => MarketTime.Of(plant?.Market);

    private bool Writable => plant is not null && actor is { Writes: true } person && (person.SeesAll || plant.OrganizationId == person.OrganizationId);

    private IReadOnlyList<MwStep> Steps => [.. outlook!.Steps.Select(step => new MwStep(step.At, step.AvailableMw))];

    /// <summary>What lasts or is to come first, then the latest.</summary>
    private IEnumerable<IncidentItem> Shown => outlook!.Incidents.OrderBy(item => item.Status is "completed").ThenByDescending(item => item.Start).Take(Most);

    private string Sentence => Text[
        "Plant_Sentence", Clock.Brief(start), Clock.Brief(end), Display.Megawatts(outlook!.Steps.Min(step => step.AvailableMw)),
        Display.Megawatts(outlook.Steps.Last(step => step.At <= now).AvailableMw), Display.Megawatts(outlook.CapacityMw)];

    public void Dispose()
    {
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override void OnInitialized() => watching = Live.Subscribe([LiveTopic.Incidents], _ => InvokeAsync(FollowAsync));

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (PlantId, Span))
            return;
        if (shown?.Plant != PlantId)
            outlook = null;
        shown = (PlantId, Span);
        await LoadAsync();
    }

    private static string Href(int id) => string.Create(CultureInfo.InvariantCulture, $"incidents/{id}");

    private string Label(IncidentItem item) => $"{Text.TypeName(item.Type)}: {Sentences.Of(item, now)}";

    private async Task FollowAsync()
    {
        if (leaving.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        try
        {
            actor = Actor.From((await Authentication).User);
            plant = (await Catalogue.CurrentAsync(leaving.Token)).Find(PlantId);
            now = Time.GetUtcNow();
            (start, end) = Span.Around(now);
            var found = await Outlooks.RunAsync(PlantId, start, end, actor, leaving.Token);
            outlook = found.Failure is null ? found.Value : null;
            lanes = outlook is null ? IncidentLanes.None : IncidentLanes.Of(outlook.Incidents, start, end, now);
            trouble = outlook is null;
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
}
