using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>It takes longer, or shorter, than was expected.</summary>
public sealed class ExtendIncident(SureWrites writes, TimeProvider time)
{
    /// <param name="id">Which.</param>
    /// <param name="expectedEnd">Until when it is expected to last now; null when nobody knows.</param>
    /// <param name="actor">Who.</param>
    public async Task<Outcome<IncidentItem>> RunAsync(int id, DateTimeOffset? expectedEnd, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads incidents; an admin writes them.");
        return await writes.RunAsync(actor, session => InAsync(session, id, expectedEnd, ct), ct);
    }

    private async Task<Outcome<IncidentItem>> InAsync(GridSession session, int id, DateTimeOffset? expectedEnd, CancellationToken ct)
    {
        if (await IncidentRecord.LockAsync(session, id, time, ct) is not (var current, var now))
            return IncidentRecord.NotThere(id);
        if (current.Status is "completed" or "cancelled")
            return new Conflict(current.Status is "completed" ? "This incident is finished already." : "This incident was cancelled.");
        if (current.End is not null || await IncidentWrites.StretchesAsync(session, id, ct) != 1)
            return new Conflict("Its source gives this incident's end; it is not moved here.");
        if (expectedEnd is { } asked && asked <= now)
            return new Invalid("expectedEnd", "The expected end is still to come; an incident that is over is finished.");

        IncidentDraft draft = IncidentDrafts.Tidy(IncidentDrafts.Of(current) with { ExpectedEnd = expectedEnd });
        if (draft.ExpectedEnd == current.ExpectedEnd)
            return current;
        IEnumerable<IncidentFault> faults = IncidentRules.Check(
            new IncidentFacts(draft.Type, draft.Reason, null, draft.Description, draft.AffectedMw, current.Start, draft.ExpectedEnd, current.CapacityMw), now).Where(fault => fault.Field == "expectedEnd");
        if (IncidentDrafts.Failure(faults) is { } broken)
            return broken;
        Occupation wanted = Occupation.Of(current.Start, null, draft.ExpectedEnd, current.AffectedMw, now);
        if (await RoomRule.CheckAsync(session, draft, wanted, id, now, ct) is { } full)
            return full;

        await IncidentWrites.ReplaceAsync(session, id, draft, end: null, now, ct);
        IncidentItem extended = await IncidentRecord.WrittenAsync(session, id, now, ct);
        await IncidentWrites.RecordAsync(session, current, extended, "extended", now, ct);
        await IncidentWrites.NotifyAsync(session, extended, "extended", null, ct);
        return extended;
    }
}
