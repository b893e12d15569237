using System.Text.Json;
using GridApp.Hosting;

namespace GridApp.Features.Incidents;

/// <summary>An incident as its revisions and the audit trail keep it: the fields that can change, named as in the API, and what it is about.</summary>
internal sealed record IncidentStory(
    int? PlantId,
    int? UnitId,
    int? LineId,
    string PlantName,
    string Type,
    string Status,
    string? Reason,
    string? CauseCode,
    string? Description,
    double AffectedMw,
    double CapacityMw,
    DateTimeOffset Start,
    DateTimeOffset? End,
    DateTimeOffset? ExpectedEnd,
    int? FollowsId)
{
    public static IncidentStory Of(IncidentItem item) => new(
        item.PlantId, item.UnitId, item.LineId, item.PlantName, item.Type, item.Status, item.Reason, item.CauseCode, item.Description,
        item.AffectedMw, item.CapacityMw, item.Start, item.End, item.ExpectedEnd, item.FollowsId);

    public static string Json(IncidentItem item) => JsonSerializer.Serialize(Of(item), GridJson.Options);
}
