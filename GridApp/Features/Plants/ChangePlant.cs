using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Plants;

/// <summary>A plant changed by a person. The values it had stay as a revision.</summary>
public sealed class ChangePlant(GridDatabase database, TimeProvider time)
{
    /// <summary>The plant changed by a JSON body: fields that it does not name stay.</summary>
    /// <param name="id">Which.</param>
    /// <param name="body">The fields to set. A <c>version</c> in it is the one that was read.</param>
    /// <param name="readVersion">The version that was read, where the caller says so by <c>If-Match</c>; null takes the plant as it is.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Stops it; nothing is written then.</param>
    public Task<Outcome<PlantDetail>> RunAsync(int id, JsonElement body, long? readVersion, Actor actor, CancellationToken cancellation)
    {
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("version", out JsonElement version) && readVersion is null)
        {
            if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt64(out long number))
                return Task.FromResult<Outcome<PlantDetail>>(new Invalid("version", "This is the whole number that was read."));
            readVersion = number;
        }

        return RunAsync(id, current => PlantBody.Read(body, PlantDraft.Of(current), current), readVersion, actor, cancellation);
    }

    /// <summary>The plant as a draft wants it.</summary>
    public Task<Outcome<PlantDetail>> RunAsync(int id, PlantDraft draft, long? readVersion, Actor actor, CancellationToken cancellation) =>
        RunAsync(id, _ => draft, readVersion, actor, cancellation);

    private async Task<Outcome<PlantDetail>> RunAsync(int id, Func<PlantDetail, Outcome<PlantDraft>> change, long? readVersion, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads plants; an admin writes them.");
        await using GridSession session = await database.OpenAsync(actor, cancellation);

        // Row-level security hides from a lock what the actor may not change, so another organization's plant is not there.
        if (await ReadPlant.InAsync(session, id, time.GetUtcNow(), forChange: true, cancellation) is not { } current)
            return ReadPlant.NotThere(id);
        if (readVersion is { } read && read != current.Version)
            return new Conflict("Somebody changed this plant after you read it; look at what it is now and repeat your change.") { Current = current };

        Outcome<PlantDraft> draft = change(current);
        if (draft.Failure is null)
            draft = PlantDraftRules.Check(draft.Value, current, actor);
        if (draft.Failure is { } failure)
            return failure;
        if (Same(draft.Value, PlantDraft.Of(current)))
            return current;

        try
        {
            DateTimeOffset now = time.GetUtcNow();
            await PlantWrites.KeepRevisionAsync(session, id, now, cancellation);
            bool approximate = current.MarketApproximate && draft.Value.Market == current.Market;
            await PlantWrites.UpdateAsync(session, id, draft.Value, approximate, SourceAfter(current.Source), now.Year, cancellation);
            await PlantWrites.WriteUnitsAsync(session, id, current.Units, draft.Value.Units, cancellation);
            PlantDetail? changed = await ReadPlant.InAsync(session, id, now, forChange: false, cancellation);
            await session.AuditAsync("plant.changed", "plant", FormattableString.Invariant($"{id}"), current.OrganizationId, current, changed, cancellation);
            await session.CommitAsync(cancellation);
            return changed ?? throw new InvalidOperationException("A plant that was just written cannot be read.");
        }
        catch (PostgresException refused) when (PlantWrites.FailureOf(refused) is { } expected)
        {
            return expected;
        }
    }

    /// <summary>The values are ours now, and the licence asks to name whose they were.</summary>
    private static string SourceAfter(string? source)
    {
        if (source is null || source.StartsWith(PlantWrites.EnteredHere, StringComparison.Ordinal))
            return source ?? PlantWrites.EnteredHere;
        string named = $"{PlantWrites.EnteredHere}, after {source}";
        return named.Length <= 300 ? named : named[..300];
    }

    private static bool Same(PlantDraft x, PlantDraft y)
    {
        IReadOnlyList<PlantUnitDraft> none = [];
        return x with { Units = none } == y with { Units = none }
            && x.Units.Count == y.Units.Count
            && x.Units.All(unit => y.Units.Any(other => other.Code == unit.Code && other.Eic == unit.Eic && other.CapacityMw == unit.CapacityMw && (unit.Id is null || unit.Id == other.Id)));
    }
}
