using Npgsql;
using NpgsqlTypes;

namespace GridApp.Data.Prices;

/// <summary>Removes prices that are older than they are to be kept, in both clusterings.</summary>
public static class PriceRetention
{
    /// <summary>What somebody's bookmark touches stays with it.</summary>
    private const string Delete = """
        delete from price_frames f where market = $1 and kind = $2 and at < $3
           and not exists (select from replay_bookmarks b where b.market = f.market and f.at >= b.kept_from and f.at < b.kept_until)
        returning coalesce(organization_id, 0), (at at time zone 'UTC')::date
        """;

    /// <summary>Removes a market's prices that begin before an instant, of every owner and with their earlier versions, but for those of bookmarked spans.</summary>
    /// <returns>How many frames there were.</returns>
    public static async Task<int> RemoveAsync(GridSession session, string market, DateTimeOffset before, CancellationToken ct)
    {
        var removed = 0;
        foreach (var kind in await KindsAsync(session, market, ct))
        {
            await PriceSeries.LockAsync(session, market, kind, ct);
            var touched = await FramesAsync(session, market, kind, before, ct);
            removed += touched.Count;
            foreach (var owner in touched.GroupBy(frame => frame.Organization))
            {
                var series = await PriceSeries.EnsureAsync(session, market, kind, owner.Key == 0 ? null : owner.Key, ct);
                // A market's day ends within a UTC day, and a bookmark may keep a part: what is left of a day is turned anew, and a day of which nothing is left ends.
                await new PriceCube(session).RebuildAsync(series, [.. owner.Select(frame => frame.Day).Distinct()], ct);
            }
        }
        return removed;
    }

    private static async Task<List<string>> KindsAsync(GridSession session, string market, CancellationToken ct)
    {
        await using var command = session.Command("select distinct kind from price_series where market = $1 order by kind");
        command.Parameters.Add(new() { Value = market });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var kinds = new List<string>();
        while (await reader.ReadAsync(ct))
            kinds.Add(reader.GetString(0));
        return kinds;
    }

    private static async Task<List<(int Organization, DateOnly Day)>> FramesAsync(GridSession session, string market, string kind, DateTimeOffset before, CancellationToken ct)
    {
        await using var command = session.Command(Delete);
        command.CommandTimeout = 0;
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = market }, new() { Value = kind }, new() { Value = before.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        ]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var frames = new List<(int, DateOnly)>();
        while (await reader.ReadAsync(ct))
            frames.Add((reader.GetInt32(0), await reader.GetFieldValueAsync<DateOnly>(1, ct)));
        return frames;
    }
}
