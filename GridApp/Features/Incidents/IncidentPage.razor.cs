using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

public sealed partial class IncidentPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    private IncidentItem? incident;
    private IReadOnlyList<MwStep> steps = [];
    private IReadOnlyList<RevisionStep> story = [];
    private DateTimeOffset until;
    private DateTimeOffset now;
    private Actor actor = default!;
    private bool loading = true;
    private bool trouble;
    private IDisposable? watching;

    [Parameter] public int Id { get; set; }

    /// <summary>Radius of the neighbourhood, km.</summary>
    [SupplyParameterFromQuery(Name = "km")] private string? Km { get; set; }

    /// <summary>Hours before and after that count as near in time.</summary>
    [SupplyParameterFromQuery(Name = "hours")] private string? Hours { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>Only while the page is rendered as a document: an incident that is not there is a 404 to programs, too.</summary>
    [CascadingParameter] private HttpContext? Http { get; set; }

    [Inject] private ReadIncident Incidents { get; set; } = default!;

    [Inject] private ReadSegments Segments { get; set; } = default!;

    [Inject] private ReadIncidentHistory History { get; set; } = default!;

    [Inject] private IncidentSentence Sentences { get; set; } = default!;

    [Inject] private RevisionStory Story { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<IncidentsText> Text { get; set; } = default!;

    private MarketTime Clock => MarketTime.Of(incident?.Market);

    private string Title => incident is null ? Text["Incident_Title", Id] : incident.UnitCode is { } unit ? $"{incident.PlantName} · {unit}" : incident.PlantName;

    /// <summary>Somebody else's, and not from public files: what it was about is not told.</summary>
    private bool IsPrivate => incident is { Source: null, Reason: null, OrganizationId: var owner } && !actor.SeesAll && owner != actor.OrganizationId;

    public void Dispose()
    {
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override void OnInitialized() => watching = Live.Subscribe([LiveTopic.Incidents], _ => InvokeAsync(FollowAsync));

    protected override Task OnParametersSetAsync()
    {
        if (incident?.Id == Id)
            return Task.CompletedTask;
        loading = true;
        return LoadAsync();
    }

    private static string Href(string page, int id) => string.Create(CultureInfo.InvariantCulture, $"{page}/{id}");

    /// <summary>What follows a partial restoration is another incident, and where the story goes on.</summary>
    private Task ChangedAsync(IncidentItem changed)
    {
        if (changed.Id == Id)
            return FollowAsync();
        Navigation.NavigateTo(Href("incidents", changed.Id));
        return Task.CompletedTask;
    }

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
            now = Time.GetUtcNow();
            var found = await Incidents.ByIdAsync(Id, actor, leaving.Token);
            incident = found.Failure is null ? found.Value : null;
            if (incident is not null)
            {
                var segments = await Segments.ByIncidentAsync(Id, actor, leaving.Token);
                (steps, until) = IncidentSteps.Of(segments.Failure is null ? segments.Value : [], now);
                var revisions = await History.ByIdAsync(Id, actor, leaving.Token);
                story = revisions.Failure is null ? Story.Of(revisions.Value, incident.Market, incident.Source) : [];
            }
            else if (Http is { Response.HasStarted: false })
            {
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
            }

            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return; // the page is gone
        }
        catch (DbException)
        {
            trouble = true;
        }

        loading = false;
    }
}
