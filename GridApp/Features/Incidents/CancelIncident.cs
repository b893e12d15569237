using GridApp.Data;
using GridApp.Domain;

namespace GridApp.Features.Incidents;

/// <summary>An incident that will not be, or never was.</summary>
public sealed class CancelIncident(SureWrites writes, TimeProvider time)
{
    /// <summary>The incident, cancelled; <see cref="Conflict"/> when it is finished or cancelled already.</summary>
    public async Task<Outcome<IncidentItem>> RunAsync(int id, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads incidents; an admin writes them.");
        return await writes.RunAsync(actor, session => InAsync(session, id, ct), ct);
    }

    private async Task<Outcome<IncidentItem>> InAsync(GridSession session, int id, CancellationToken ct)
    {
        if (await IncidentRecord.LockAsync(session, id, time, ct) is not (var current, var now))
            return IncidentRecord.NotThere(id);
        if (current.Status is "completed")
            return new Conflict("This incident is finished: what has been cannot be called off.");
        if (current.Status is "cancelled")
            return new Conflict("This incident was cancelled already.");

        await IncidentWrites.CancelAsync(session, id, now, ct);
        IncidentItem cancelled = await IncidentRecord.WrittenAsync(session, id, now, ct);
        await IncidentWrites.RecordAsync(session, current, cancelled, "cancelled", now, ct);
        await IncidentWrites.NotifyAsync(session, cancelled, "cancelled", null, ct);
        return cancelled;
    }
}
