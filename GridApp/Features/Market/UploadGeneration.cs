using System.Text.Json;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain;
using GridApp.Hosting;
using GridApp.Importing;
using Npgsql;

namespace GridApp.Features.Market;

/// <summary>What a file of a plant's generation holds.</summary>
public enum GenerationColumn
{
    /// <summary>KGÜP, the final daily production plan.</summary>
    Planned,

    /// <summary>Metered as it happened.</summary>
    Actual,

    /// <summary>UEVM, the settled amount.</summary>
    Settlement,
}

/// <summary>
/// Takes a plan or a settlement of one's own plant: queues it as an import of the dataset <c>generation</c>, whose report says what became of each row.
/// </summary>
public sealed class UploadGeneration(GridDatabase database, UploadStore uploads, ImportBacklog backlog, ImportOptions limits)
{
    /// <summary>Receives a file.</summary>
    /// <param name="plantId">The plant; null when the file names plants itself, in a column plant, asset_id or eic.</param>
    /// <param name="column">What the file holds, for an export that calls its value column Toplam (total); null: the columns' names say it.</param>
    /// <param name="fileName">What the person calls it.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="actor">An admin, for plants of the own organization, or a super admin.</param>
    /// <param name="cancellation">Stops it; then nothing is kept.</param>
    /// <returns>The import's number; <c>GET /imports/{id}</c> tells the rest.</returns>
    public async Task<Outcome<int>> RunAsync(
        int? plantId, GenerationColumn? column, string fileName, Stream content, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Writes)
            return new Forbidden("Analysts read; an admin of the organization uploads plans and settlements.");
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        string? market = null;
        if (plantId is { } id)
        {
            var plant = await PlantAsync(id, actor, cancellation);
            if (plant.Failure is { } failure)
                return failure;
            mapping["=" + plant.Value.Code] = "plant";
            market = plant.Value.Market;
        }

        if (column is { } holds)
            mapping["=" + Field(holds)] = "holds";
        if (await uploads.KeepAsync(content, limits.MaxFileBytes, cancellation) is not { } kept)
            return new Invalid("file", $"The file is larger than {limits.MaxFileBytes / 1_000_000} MB, which is the limit.");
        try
        {
            return await backlog.EnqueueAsync(
                actor,
                new ImportRun
                {
                    Dataset = "generation", Format = "auto", Market = market, Mapping = mapping.Count > 0 ? JsonSerializer.Serialize(mapping) : null,
                    FileName = fileName, FileBytes = kept.Bytes, StoredAs = kept.StoredAs, Status = "",
                },
                cancellation);
        }
        catch
        {
            uploads.Forget(kept.StoredAs);
            throw;
        }
    }

    private static string Field(GenerationColumn column) => column switch
    {
        GenerationColumn.Planned => "planned",
        GenerationColumn.Actual => "actual",
        _ => "settlement",
    };

    /// <summary>Code and market of a plant that the actor may upload for.</summary>
    private async Task<Outcome<(string Code, string? Market)>> PlantAsync(int id, Actor actor, CancellationToken cancellation)
    {
        var missing = new NotFound(FormattableString.Invariant($"There is no plant {id}, or it is not yours to upload for."));
        await using var session = await database.OpenAsync(actor, cancellation);
        await using var command = session.Command("select code, market, organization_id, simulated from plants where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return missing;
        var organization = reader.Whole(2);
        if (!actor.SeesAll && (organization is null || organization != actor.OrganizationId))
            return missing;
        if (reader.GetBoolean(3))
            return new Invalid("plantId", "This plant is simulated: nothing real can be imported for it.");
        return (reader.GetString(0), reader.Text(1));
    }
}
