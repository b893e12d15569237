using GridApp.Domain;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>Drafts against the rules.</summary>
internal static class IncidentDrafts
{
    /// <summary>The draft that would change nothing.</summary>
    public static IncidentDraft Of(IncidentItem item) => new()
    {
        PlantId = item.PlantId,
        UnitId = item.UnitId,
        LineId = item.LineId,
        Type = item.Type,
        Reason = item.Reason,
        CauseCode = item.CauseCode,
        Description = item.Description,
        AffectedMw = item.AffectedMw,
        Start = item.Start,
        ExpectedEnd = item.ExpectedEnd,
    };

    /// <summary>Texts without blanks around them; blank ones are none. Moments as exact as the database keeps them.</summary>
    public static IncidentDraft Tidy(IncidentDraft draft) => draft with
    {
        Reason = Tidy(draft.Reason),
        CauseCode = Tidy(draft.CauseCode),
        Description = Tidy(draft.Description),
        Start = Tidy(draft.Start),
        ExpectedEnd = Tidy(draft.ExpectedEnd),
    };

    /// <summary>The rules that the draft breaks by itself, by field; null when none.</summary>
    /// <param name="start">The start as it is meant.</param>
    /// <param name="capacityMw">Nominal MW of the subject.</param>
    public static Invalid? Faults(IncidentDraft draft, DateTimeOffset start, double capacityMw, DateTimeOffset now)
    {
        var facts = new IncidentFacts(draft.Type, draft.Reason, draft.CauseCode, draft.Description, draft.AffectedMw, start, draft.ExpectedEnd, capacityMw);
        return Failure(IncidentRules.Check(facts, now));
    }

    public static Invalid? Failure(IEnumerable<IncidentFault> faults)
    {
        Dictionary<string, string[]> errors = faults.GroupBy(fault => fault.Field, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray(), StringComparer.Ordinal);
        return errors.Count > 0 ? new Invalid(errors) : null;
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Tidy(DateTimeOffset? at) => at?.AddTicks(-(at.Value.Ticks % TimeSpan.TicksPerMicrosecond));
}
