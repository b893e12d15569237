using GridApp.Hosting;
using Npgsql;

namespace GridApp.Data.Prices;

/// <summary>Start-up work, once for a database: frames from before there were days by node are packed like the others and turned into days.</summary>
internal sealed class PriceDaysStartup(GridDatabase database, SeriesPartitions partitions) : IStartupTask
{
    /// <summary>Among the settings: done.</summary>
    private const string Done = "prices.days_filled";

    private const string Series = """
        select market, kind, organization_id, (at at time zone 'UTC')::date from price_frames where packing = 0 and known_to is null group by 1, 2, 3, 4 order by 1, 2, 3, 4
        """;

    private const string Pack = """
        update price_frames t set packing = 1, total = f.total, energy = f.energy, congestion = f.congestion, loss = f.loss, ghg = f.ghg
          from unnest($4::timestamptz[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[]) f(at, total, energy, congestion, loss, ghg)
         where t.market = $1 and t.kind = $2 and t.organization_id is not distinct from $3 and t.at = f.at and t.known_to is null and t.packing = 0
        """;

    public string Progress => "Turning the prices by interval into prices by node.";

    public async Task RunAsync(CancellationToken ct)
    {
        List<(string Market, string Kind, int? Organization, DateOnly Day)> left;
        await using (var session = await database.OpenAsync(Actor.System, ct))
        {
            await using var done = session.Command("select value from settings where key = $1");
            done.Parameters.Add(new() { Value = Done });
            if (await done.ExecuteScalarAsync(ct) is not null)
                return;
            left = await LeftAsync(session, ct);
        }
        foreach (var (market, kind, organization, day) in left)
        {
            await PriceCube.EnsurePartitionsAsync(partitions, CubeDays.Start(day), CubeDays.Start(day), ct);
            await using var session = await database.OpenAsync(Actor.System, ct);
            await PriceSeries.LockAsync(session, market, kind, ct);
            var series = await PriceSeries.EnsureAsync(session, market, kind, organization, ct);
            await PackAsync(session, series, day, ct);
            await new PriceCube(session).RebuildAsync(series, [day], ct);
            await session.CommitAsync(ct);
        }
        await using (var session = await database.OpenAsync(Actor.System, ct))
        {
            await using var done = session.Command("insert into settings (key, value) values ($1, 'true') on conflict (key) do nothing");
            done.Parameters.Add(new() { Value = Done });
            await done.ExecuteNonQueryAsync(ct);
            await session.CommitAsync(ct);
        }
    }

    private static async Task<List<(string Market, string Kind, int? Organization, DateOnly Day)>> LeftAsync(GridSession session, CancellationToken ct)
    {
        await using var command = session.Command(Series);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var left = new List<(string, string, int?, DateOnly)>();
        while (await reader.ReadAsync(ct))
            left.Add(Read(reader));
        return left;

        static (string, string, int?, DateOnly) Read(NpgsqlDataReader reader) =>
            (reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt32(2), reader.GetFieldValue<DateOnly>(3));
    }

    private static async Task PackAsync(GridSession session, PriceSeries series, DateOnly day, CancellationToken ct)
    {
        var frames = (await new CubeFrames(session, series.Market, series.Kind).ReadAsync([day], ct)).Where(frame => frame.Packing == 0 && frame.Organization == series.OrganizationId).ToList();
        var lists = new NodeLists(session, series.Market);
        await lists.LoadAsync(frames.Select(frame => frame.List), ct);
        await using var command = session.Command(Pack);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = series.Market }, new() { Value = series.Kind }, CubeFrames.Owner(series), CubeFrames.Moments(frames.Select(frame => frame.At)),
            .. Enumerable.Range(0, Domain.Prices.PriceComponents.Count).Select(c => CubeFrames.Packs(frames.Select(frame => Repack(frame, c, lists[frame.List].Length)))),
        ]);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static byte[]? Repack(KeptFrame frame, int component, int nodes)
    {
        if (!frame.Has(component))
            return null;
        var values = new float[nodes];
        frame.Read(component, values);
        return Domain.Prices.PackedValues.Pack(values);
    }
}
