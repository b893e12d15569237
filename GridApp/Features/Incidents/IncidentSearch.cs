using System.Security.Claims;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

/// <summary>Incidents in the search box of the top bar: what lasts or is to come at plants and lines of that name, the biggest first.</summary>
internal sealed class IncidentSearch(ListIncidents incidents, IStringLocalizer<IncidentsText> text) : ISearchSource
{
    public int Order => 20;

    public string Heading => text["List_Title"];

    public async ValueTask<IReadOnlyList<SearchResult>> FindAsync(string typed, int limit, ClaimsPrincipal person, CancellationToken ct)
    {
        var filter = new IncidentFilter { Text = typed, Statuses = [IncidentStatus.Active, IncidentStatus.Scheduled] };
        IncidentList found = await incidents.RunAsync(filter, IncidentSort.Largest, limit, 0, Actor.From(person), ct);
        return [.. found.Items.Select(Result)];
    }

    private SearchResult Result(IncidentItem incident)
    {
        string name = incident.UnitCode is { } unit ? $"{incident.PlantName} · {unit}" : incident.PlantName;
        string detail = $"{text.TypeName(incident.Type)} · {Display.Megawatts(incident.AffectedMw)} {text["Out_Of", Display.Megawatts(incident.CapacityMw)]} · {MarketTime.Of(incident.Market).Brief(incident.Start)}";
        return new SearchResult(name, detail, IconName.Incidents, FormattableString.Invariant($"incidents/{incident.Id}"), incident.Fuel is null ? null : FuelWords.Parse(incident.Fuel));
    }
}
