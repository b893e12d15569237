using GridApp.Data;
using GridApp.Features.Plants;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>A page of incidents.</summary>
/// <param name="Items">Those of the page.</param>
/// <param name="Total">How many match.</param>
public sealed record IncidentList(IReadOnlyList<IncidentItem> Items, int Total);

/// <summary>Incidents that match a filter, as one caller may see them.</summary>
public sealed class ListIncidents(GridDatabase database, PlantCatalogue catalogue, TimeProvider time)
{
    /// <param name="filter">Which.</param>
    /// <param name="sort">In which order.</param>
    /// <param name="limit">At most this many items.</param>
    /// <param name="offset">Skips this many first.</param>
    /// <param name="actor">Who asks.</param>
    public async Task<IncidentList> RunAsync(IncidentFilter filter, IncidentSort sort, int limit, int offset, Actor actor, CancellationToken ct)
    {
        IncidentSql sql = await QueryAsync(filter, ct);
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = sql.Command(session, sort, limit, offset);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var items = new List<IncidentItem>();
        int total = 0;
        while (await reader.ReadAsync(ct))
        {
            total = reader.GetInt32(0);
            items.Add(IncidentRows.Read(reader, 1));
        }

        // Beyond the last page there is no row to carry the total.
        return items.Count == 0 && offset > 0 ? new IncidentList([], (await RunAsync(filter, sort, 1, 0, actor, ct)).Total) : new IncidentList(items, total);
    }

    /// <summary>The query for a filter; names are looked for among the plants in memory, which know about accents.</summary>
    internal async ValueTask<IncidentSql> QueryAsync(IncidentFilter filter, CancellationToken ct)
    {
        PlantSnapshot? plants = filter.Text is null ? null : await catalogue.CurrentAsync(ct);
        return new IncidentSql(filter, text => PlantsNamed(plants!, text), time.GetUtcNow());
    }

    private static int[] PlantsNamed(PlantSnapshot plants, string text)
    {
        ReadOnlySpan<int> indexes = plants.Find(new PlantFilter { Name = text }).Indexes.Span;
        var ids = new int[indexes.Length];
        for (int i = 0; i < ids.Length; i++)
            ids[i] = plants[indexes[i]].Id;
        return ids;
    }
}
