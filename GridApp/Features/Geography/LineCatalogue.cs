using GridApp.Data;
using GridApp.Domain.Geography;
using Npgsql;

namespace GridApp.Features.Geography;

/// <summary>The lines in memory, current to the last commit.</summary>
public sealed class LineCatalogue(GridDatabase database) : IDisposable
{
    private const string Lines = """
        select l.id, l.code, l.name, l.kind, l.market, l.voltage_kv, l.limit_mw, l.from_node, l.to_node, l.source, l.simulated, l.organization_id, st_asbinary(l.path, 'NDR')
          from lines l
         order by l.voltage_kv desc nulls last, l.limit_mw desc, l.id
        """;

    private readonly Catalogue<LineSnapshot> catalogue = new(database, "lines", async (session, version, ct) => new LineSnapshot(version, await ReadAsync(session, ct)));

    /// <summary>The lines, at least as new as the newest commit before this call.</summary>
    public ValueTask<LineSnapshot> CurrentAsync(CancellationToken ct) => catalogue.CurrentAsync(ct);

    public void Dispose() => catalogue.Dispose();

    private static async Task<Line[]> ReadAsync(GridSession session, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(Lines);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var lines = new List<Line>();
        while (await reader.ReadAsync(ct))
            lines.Add(Read(reader));
        return [.. lines];
    }

    private static Line Read(NpgsqlDataReader row)
    {
        IReadOnlyList<double[]> path = row.IsDBNull(12) ? [] : WellKnownBinary.Lines(row.GetFieldValue<byte[]>(12));
        return new Line
        {
            Id = row.GetInt32(0),
            Code = row.GetString(1),
            Name = row.GetString(2),
            Kind = row.GetString(3),
            Market = Text(row, 4),
            VoltageKv = row.IsDBNull(5) ? null : row.GetDouble(5),

            // 0 stands for a limit that nobody knows.
            LimitMw = row.GetDouble(6) is > 0 and var limit ? limit : null,
            FromNode = Text(row, 7),
            ToNode = Text(row, 8),
            LengthKm = path.Count == 0 ? null : Math.Round(path.Sum(piece => GreatCircle.LengthKm(piece)), 3),
            Source = Text(row, 9),
            Simulated = row.GetBoolean(10),
            OrganizationId = row.IsDBNull(11) ? null : row.GetInt32(11),
            Path = path,
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
