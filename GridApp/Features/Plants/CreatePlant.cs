using System.Security.Cryptography;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Plants;

/// <summary>A new plant, written by a person.</summary>
public sealed class CreatePlant(GridDatabase database, TimeProvider time)
{
    /// <summary>The plant made of a JSON body.</summary>
    public Task<Outcome<PlantDetail>> RunAsync(JsonElement body, Actor actor, CancellationToken cancellation)
    {
        Outcome<PlantDraft> draft = PlantBody.Read(body, new PlantDraft(), current: null);
        return draft.Failure is { } failure ? Task.FromResult<Outcome<PlantDetail>>(failure) : RunAsync(draft.Value, actor, cancellation);
    }

    /// <summary>
    /// The new plant; <see cref="Forbidden"/> for who only reads, <see cref="Invalid"/> by field, <see cref="Conflict"/> when its code or an EIC exists.
    /// </summary>
    public async Task<Outcome<PlantDetail>> RunAsync(PlantDraft draft, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads plants; an admin writes them.");
        if (string.IsNullOrWhiteSpace(draft.Code))
            draft = draft with { Code = "P-" + RandomNumberGenerator.GetHexString(10) };
        Outcome<PlantDraft> checkedDraft = PlantDraftRules.Check(draft, current: null, actor);
        if (checkedDraft.Failure is { } failure)
            return failure;
        draft = checkedDraft.Value;

        await using GridSession session = await database.OpenAsync(actor, cancellation);
        try
        {
            int id = await PlantWrites.InsertAsync(session, draft, PlantWrites.EnteredHere, time.GetUtcNow().Year, cancellation);
            await PlantWrites.WriteUnitsAsync(session, id, [], draft.Units, cancellation);
            PlantDetail? created = await ReadPlant.InAsync(session, id, time.GetUtcNow(), forChange: false, cancellation);
            await session.AuditAsync("plant.created", "plant", FormattableString.Invariant($"{id}"), draft.OrganizationId, before: null, created, cancellation);
            await session.CommitAsync(cancellation);
            return created ?? throw new InvalidOperationException("A plant that was just written cannot be read.");
        }
        catch (PostgresException refused) when (PlantWrites.FailureOf(refused) is { } expected)
        {
            return expected;
        }
    }
}
