using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>The capacity is back.</summary>
public sealed class FinishIncident(SureWrites writes, TimeProvider time)
{
    /// <param name="id">Which.</param>
    /// <param name="end">When it was over, at most now; null is now.</param>
    /// <param name="actor">Who.</param>
    public async Task<Outcome<IncidentItem>> RunAsync(int id, DateTimeOffset? end, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads incidents; an admin writes them.");
        return await writes.RunAsync(actor, session => InAsync(session, id, end, ct), ct);
    }

    /// <summary>What stands in the way of ending an incident; null when nothing does.</summary>
    internal static Failure? Obstacle(IncidentItem current, DateTimeOffset end, DateTimeOffset now, string field) => current.Status switch
    {
        "completed" => new Conflict("This incident is finished already."),
        "cancelled" => new Conflict("This incident was cancelled."),
        _ when current.Start > now => new Invalid(field, "This incident has not begun yet: cancel it instead."),
        _ when end > now => new Invalid(field, "This end is still to come: extend the incident instead, and finish it when it is over."),
        _ when end <= current.Start => new Invalid(field, FormattableString.Invariant($"The end lies after the start, {current.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.")),
        _ => null,
    };

    private async Task<Outcome<IncidentItem>> InAsync(GridSession session, int id, DateTimeOffset? end, CancellationToken ct)
    {
        if (await IncidentRecord.LockAsync(session, id, time, ct) is not (var current, var now))
            return IncidentRecord.NotThere(id);
        DateTimeOffset over = IncidentRules.Settle(end ?? now, now);
        if (Obstacle(current, over, now, "end") is { } failure)
            return failure;

        await IncidentWrites.EndAsync(session, id, over, now, ct);
        IncidentItem finished = await IncidentRecord.WrittenAsync(session, id, now, ct);
        await IncidentWrites.RecordAsync(session, current, finished, "finished", now, ct);
        await IncidentWrites.NotifyAsync(session, finished, "finished", null, ct);
        return finished;
    }
}
