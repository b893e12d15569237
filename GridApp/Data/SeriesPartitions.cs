namespace GridApp.Data;

/// <summary>Partitions of the time series. They are made before a span is written, in a transaction of their own: readers and other writers go on meanwhile.</summary>
public sealed class SeriesPartitions(GridDatabase database)
{
    /// <summary>Makes the partitions that a span of a table needs and lacks.</summary>
    /// <param name="table">One of the partitioned tables, such as <c>consumption</c>.</param>
    /// <param name="first">The earliest start of an interval that will be written.</param>
    /// <param name="last">The latest one, at most 60 years after.</param>
    /// <remarks>Call it while no open transaction of the caller has touched the table.</remarks>
    public async Task EnsureAsync(string table, DateTimeOffset first, DateTimeOffset last, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(Actor.System, ct);
        await using var command = session.Command("select grid_partitions($1, $2, $3)");
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = first.ToUniversalTime() });
        command.Parameters.Add(new() { Value = last.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(ct);
        await session.CommitAsync(ct);
    }
}
