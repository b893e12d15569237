using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>An incident corrected by a person. What was known before stays known as of then.</summary>
public sealed class ChangeIncident(SureWrites writes, TimeProvider time)
{
    /// <summary>The incident changed by a JSON body: fields that it does not name stay, null clears one.</summary>
    /// <param name="readVersion">The version that was read, where the caller says so by <c>If-Match</c>; null takes the one in the body, or the incident as it is.</param>
    public Task<Outcome<IncidentItem>> RunAsync(int id, JsonElement body, long? readVersion, Actor actor, CancellationToken ct) =>
        RunAsync(id, current => IncidentBody.Change(body, current), readVersion, actor, ct);

    /// <summary>The incident as a draft wants it; its subject and request key do not matter.</summary>
    public Task<Outcome<IncidentItem>> RunAsync(int id, IncidentDraft draft, long? readVersion, Actor actor, CancellationToken ct) =>
        RunAsync(id, current => draft with { PlantId = current.PlantId, UnitId = current.UnitId, LineId = current.LineId, RequestKey = null }, readVersion, actor, ct);

    private async Task<Outcome<IncidentItem>> RunAsync(int id, Func<IncidentItem, Outcome<IncidentDraft>> change, long? readVersion, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads incidents; an admin writes them.");
        return await writes.RunAsync(actor, session => InAsync(session, id, change, readVersion, ct), ct);
    }

    private async Task<Outcome<IncidentItem>> InAsync(GridSession session, int id, Func<IncidentItem, Outcome<IncidentDraft>> change, long? readVersion, CancellationToken ct)
    {
        if (await IncidentRecord.LockAsync(session, id, time, ct) is not (var current, var now))
            return IncidentRecord.NotThere(id);
        if (readVersion is { } read && read != current.Version)
            return new Conflict("Somebody changed this incident after you read it; read it again and repeat your change.");
        Outcome<IncidentDraft> asked = change(current);
        if (asked.Failure is { } unreadable)
            return unreadable;

        IncidentDraft same = IncidentDrafts.Of(current);
        IncidentDraft draft = IncidentDrafts.Tidy(asked.Value);
        draft = draft with { Start = IncidentRules.Settle(draft.Start ?? now, now) };
        if (draft == same)
            return current;
        bool isPublic = Public(draft) != Public(same);
        if (await MayAsync(session, current, draft, same, isPublic, now, ct) is { } failure)
            return failure;

        if ((draft.Reason, draft.CauseCode, draft.Description) != (same.Reason, same.CauseCode, same.Description))
            await IncidentWrites.DescribeAsync(session, id, draft, ct);
        if (isPublic)
            await IncidentWrites.ReplaceAsync(session, id, draft, current.End, now, ct);
        else
            await IncidentWrites.TouchAsync(session, id, ct);

        IncidentItem changed = await IncidentRecord.WrittenAsync(session, id, now, ct);
        await IncidentWrites.RecordAsync(session, current, changed, "changed", now, ct);
        if (isPublic)
            await IncidentWrites.NotifyAsync(session, changed, "changed", current.AffectedMw, ct);
        return changed;
    }

    /// <summary>What stands in the way of the change; null when nothing does.</summary>
    private static async Task<Failure?> MayAsync(
        GridSession session, IncidentItem current, IncidentDraft draft, IncidentDraft same, bool isPublic, DateTimeOffset now, CancellationToken ct)
    {
        if (isPublic && current.Status is "completed" or "cancelled" && Public(draft) != Public(same))
            return new Conflict($"This incident is {current.Status}: only its reason, cause code and description may change.");
        if (isPublic && await IncidentWrites.StretchesAsync(session, current.Id, ct) != 1)
            return new Conflict("Its source publishes this incident in several stretches: only its reason, cause code and description may change here.");

        DateTimeOffset start = draft.Start!.Value;
        if (IncidentDrafts.Failure(Faults(draft, same, current.CapacityMw, now)) is { } broken)
            return broken;
        if (!isPublic)
            return null;
        if (current.End is { } end && start >= end)
            return new Invalid("start", "The start lies before the end.");

        Occupation wanted = Occupation.Of(start, current.End, draft.ExpectedEnd, draft.AffectedMw!.Value, now);
        return await RoomRule.CheckAsync(session, draft, wanted, current.Id, now, ct);
    }

    /// <summary>The rules that a change breaks by itself. What is kept is not judged anew: imported incidents have causes and sizes of their own.</summary>
    /// <param name="draft">As it would be; it has a start.</param>
    /// <param name="same">As it is.</param>
    internal static IEnumerable<IncidentFault> Faults(IncidentDraft draft, IncidentDraft same, double capacityMw, DateTimeOffset now) => IncidentRules.Check(
            new IncidentFacts(draft.Type, draft.Reason, draft.CauseCode, draft.Description, draft.AffectedMw, draft.Start!.Value, draft.ExpectedEnd, capacityMw), now)
        .Where(fault => fault.Field switch
        {
            "type" => draft.Type != same.Type,
            "reason" => draft.Reason != same.Reason,
            "causeCode" => draft.CauseCode != same.CauseCode,
            "description" => draft.Description != same.Description,
            "affectedMw" => draft.AffectedMw != same.AffectedMw,
            "start" => draft.Start != same.Start || draft.Type != same.Type,
            "expectedEnd" => draft.ExpectedEnd != same.ExpectedEnd || draft.Start != same.Start,
            _ => true,
        });

    private static (string? Type, double? Mw, DateTimeOffset? Start, DateTimeOffset? ExpectedEnd) Public(IncidentDraft draft) =>
        (draft.Type, draft.AffectedMw, draft.Start, draft.ExpectedEnd);
}
