using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>Part of the capacity is back: the incident ends, and a derate of what is still out follows it.</summary>
public sealed class RestoreIncident(SureWrites writes, TimeProvider time)
{
    /// <summary>The derate that follows, or the one that the same request made before.</summary>
    /// <param name="id">The incident that ends.</param>
    /// <param name="restoration">What is back, and when.</param>
    /// <param name="actor">Who.</param>
    public async Task<Outcome<IncidentItem>> RunAsync(int id, Restoration restoration, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads incidents; an admin writes them.");
        Restoration named = restoration with { RequestKey = restoration.RequestKey ?? Guid.NewGuid() };
        return await writes.RunAsync(actor, session => InAsync(session, id, named, ct), ct);
    }

    private async Task<Outcome<IncidentItem>> InAsync(GridSession session, int id, Restoration restoration, CancellationToken ct)
    {
        if (await IncidentRecord.LockAsync(session, id, time, ct) is not (var current, var now))
            return IncidentRecord.NotThere(id);
        if (await IncidentWrites.OfRequestAsync(session, restoration.RequestKey, ct) is { } known && await ReadIncident.InAsync(session, known, now, ct) is { } before)
            return before;

        DateTimeOffset at = IncidentRules.Settle(restoration.At ?? now, now);
        if (FinishIncident.Obstacle(current, at, now, "at") is { } obstacle)
            return obstacle;
        if (restoration.RemainingMw is not { } left || !double.IsFinite(left) || left <= 0)
            return new Invalid("remainingMw", "Some MW are still out, more than 0; when none are, finish the incident.");
        if (left >= current.AffectedMw - CapacityLeft.Dust)
            return new Invalid("remainingMw", FormattableString.Invariant($"Less than {current.AffectedMw:0.###} MW are still out, or nothing is restored."));

        IncidentDraft draft = IncidentDrafts.Tidy(IncidentDrafts.Of(current) with
        {
            Type = IncidentType.Derate.Code(), AffectedMw = left, Start = at, ExpectedEnd = restoration.ExpectedEnd, RequestKey = restoration.RequestKey,
        });
        if (draft.ExpectedEnd is { } expected && expected <= at)
            return new Invalid("expectedEnd", "The expected end lies after the restoration.");
        if (await IncidentSubjects.InAsync(session, current.PlantId, current.LineId, ct) is not { } subject)
            return IncidentSubjects.NotThere(current.PlantId, current.LineId);
        Occupation wanted = Occupation.Of(at, null, draft.ExpectedEnd, left, now);
        if (await RoomRule.CheckAsync(session, draft, wanted, id, now, ct) is { } full)
            return full is Invalid invalid ? new Invalid("remainingMw", invalid.Errors["affectedMw"][0]) : full;

        await IncidentWrites.EndAsync(session, id, at, now, ct);
        IncidentItem ended = await IncidentRecord.WrittenAsync(session, id, now, ct);
        await IncidentWrites.RecordAsync(session, current, ended, "restored", now, ct);
        int follower = await IncidentWrites.InsertAsync(session, subject, draft, at, followsId: id, now, ct);
        IncidentItem derate = await IncidentRecord.WrittenAsync(session, follower, now, ct);
        await IncidentWrites.RecordAsync(session, null, derate, "reported", now, ct);
        await IncidentWrites.NotifyAsync(session, derate, "restored", current.AffectedMw, ct);
        return derate;
    }
}

/// <summary>A partial restoration.</summary>
public sealed record Restoration
{
    /// <summary>MW still out.</summary>
    public double? RemainingMw { get; init; }

    /// <summary>When part of it came back, at most now; null is now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When the rest is expected back; null when nobody knows.</summary>
    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>Names the request, so that sending it again does not double it.</summary>
    public Guid? RequestKey { get; init; }
}
