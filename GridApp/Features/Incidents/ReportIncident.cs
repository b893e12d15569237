using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>A new incident, reported by a person.</summary>
public sealed class ReportIncident(SureWrites writes, TimeProvider time)
{
    /// <summary>
    /// The new incident, or the one that the same request made before. <see cref="Forbidden"/> for who only reads, <see cref="NotFound"/> for a plant, unit or
    /// line that is not there or not the caller's, <see cref="Invalid"/> by field.
    /// </summary>
    public async Task<Outcome<IncidentItem>> RunAsync(IncidentDraft draft, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads incidents; an admin writes them.");
        if (SubjectFault(draft) is { } fault)
            return fault;

        // The request is named once, before any try: a try whose answer was lost is found by the next.
        IncidentDraft named = IncidentDrafts.Tidy(draft) with { RequestKey = draft.RequestKey ?? Guid.NewGuid() };
        return await writes.RunAsync(actor, session => InAsync(session, named, ct), ct);
    }

    private static Invalid? SubjectFault(IncidentDraft draft) => draft switch
    {
        { PlantId: null, LineId: null } => new Invalid("plantId", "The plant, or the line (lineId), is missing."),
        { PlantId: not null, LineId: not null } => new Invalid("lineId", "An incident is about a plant or about a line, not both."),
        { LineId: not null, UnitId: not null } => new Invalid("unitId", "A line has no units."),
        _ => null,
    };

    private async Task<Outcome<IncidentItem>> InAsync(GridSession session, IncidentDraft draft, CancellationToken ct)
    {
        if (await IncidentSubjects.InAsync(session, draft.PlantId, draft.LineId, ct) is not { } subject)
            return IncidentSubjects.NotThere(draft.PlantId, draft.LineId);
        SubjectUnit? unit = subject.Unit(draft.UnitId);
        if (unit is null && draft.UnitId is { } unknown)
            return new NotFound(FormattableString.Invariant($"The plant has no unit {unknown}."));

        await SubjectLock.TakeAsync(session, subject.PlantId, subject.LineId, ct);
        DateTimeOffset now = IncidentWrites.Now(time);
        if (await IncidentWrites.OfRequestAsync(session, draft.RequestKey, ct) is { } known && await ReadIncident.InAsync(session, known, now, ct) is { } before)
            return before;

        DateTimeOffset start = IncidentRules.Settle(draft.Start ?? now, now);
        double capacity = unit?.CapacityMw ?? subject.CapacityMw;
        if (IncidentDrafts.Faults(draft, start, capacity, now) is { } broken)
            return broken;
        Occupation wanted = Occupation.Of(start, null, draft.ExpectedEnd, draft.AffectedMw!.Value, now);
        if (await RoomRule.CheckAsync(session, draft, wanted, exceptIncidentId: null, now, ct) is { } full)
            return full;

        int id = await IncidentWrites.InsertAsync(session, subject, draft, start, followsId: null, now, ct);
        IncidentItem item = await IncidentRecord.WrittenAsync(session, id, now, ct);
        await IncidentWrites.RecordAsync(session, null, item, "reported", now, ct);
        await IncidentWrites.NotifyAsync(session, item, "reported", null, ct);
        return item;
    }
}
