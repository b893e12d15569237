using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Plants;
using Npgsql;

namespace GridApp.Features.Plants;

/// <summary>One plant with its units.</summary>
public sealed class ReadPlant(GridDatabase database, TimeProvider time)
{
    /// <summary>The plant as it is now; <see cref="NotFound"/> when there is none.</summary>
    public Task<Outcome<PlantDetail>> ByIdAsync(int id, Actor actor, CancellationToken cancellation) => ByIdAsync(id, null, actor, cancellation);

    /// <summary>The plant with what of it can be used at a moment, null for now; <see cref="NotFound"/> when there is none.</summary>
    public async Task<Outcome<PlantDetail>> ByIdAsync(int id, DateTimeOffset? at, Actor actor, CancellationToken cancellation)
    {
        await using GridSession session = await database.OpenAsync(actor, cancellation);
        return await InAsync(session, id, at ?? time.GetUtcNow(), forChange: false, cancellation) is { } plant ? plant : NotThere(id);
    }

    internal static NotFound NotThere(int id) => new(FormattableString.Invariant($"There is no plant {id}."));

    /// <summary>The plant as this session sees it, or null.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="at">The moment of its status.</param>
    /// <param name="forChange">Locks the row until the session ends, and finds it only when the actor may change it.</param>
    internal static async Task<PlantDetail?> InAsync(GridSession session, int id, DateTimeOffset at, bool forChange, CancellationToken cancellation)
    {
        CataloguePlant plant;
        await using (NpgsqlCommand command = session.Command(
            $"select {PlantRows.Columns} from plants p where p.id = $1{(forChange ? " for update" : "")}"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
                return null;
            plant = PlantRows.Read(reader, new PlantRows.Words());
        }

        var units = new List<PlantUnitDetail>();
        await using (NpgsqlCommand command = session.Command("select id, code, eic, capacity_mw from plant_units where plant_id = $1 order by code, id"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                units.Add(Unit(reader));
        }

        return PlantDetail.Of(plant, units, await AvailabilityAsync(session, plant, at, cancellation));
    }

    private static async Task<Availability> AvailabilityAsync(GridSession session, CataloguePlant plant, DateTimeOffset at, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = session.Command(PlantRows.Out + " where plant_id = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = at.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter { Value = plant.Id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? PlantRows.ReadAvailability(reader, 1) : Availability.Of(plant.CapacityMw);
    }

    private static PlantUnitDetail Unit(NpgsqlDataReader row) => new(row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetDouble(3));
}
