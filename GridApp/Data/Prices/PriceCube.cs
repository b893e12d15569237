namespace GridApp.Data.Prices;

/// <summary>
/// Writes nodal prices, in one session and in both clusterings: the frame of an interval, and every day of a node that it touches. What is known is corrected, never lost:
/// a frame whose values change is closed and another stands beside it; one that only says more is replaced; equal ones are left alone.
/// </summary>
/// <remarks>The partitions of <c>price_frames</c> and <c>price_days</c> are there already: <see cref="EnsurePartitionsAsync"/>.</remarks>
public sealed class PriceCube(GridSession session)
{
    /// <summary>Values of one component that are merged at once.</summary>
    private const int GroupValues = 1_000_000;

    private const int GroupDays = 62;

    private readonly CubeDays days = new(session);

    /// <summary>Makes the partitions that a span needs.</summary>
    public static async Task EnsurePartitionsAsync(SeriesPartitions partitions, DateTimeOffset first, DateTimeOffset last, CancellationToken ct)
    {
        await partitions.EnsureAsync("price_frames", first, last, ct);
        await partitions.EnsureAsync("price_days", first, last, ct);
    }

    /// <summary>Brings prices in, on behalf of the session's actor: an organization's stand beside the market's own.</summary>
    /// <param name="refuse">Told of prices that are not taken.</param>
    /// <remarks>Several blocks come in the order of market and kind, since each holds a lock to the end of the transaction.</remarks>
    public Task<PriceWrite> WriteAsync(PriceBlock block, PriceRefusal? refuse, CancellationToken ct) => WriteAsync(block, refuse, null, ct);

    /// <summary>The same, with a set that takes the nodes whose prices are new or different.</summary>
    internal async Task<PriceWrite> WriteAsync(PriceBlock block, PriceRefusal? refuse, ISet<int>? changed, CancellationToken ct)
    {
        if (block.Frames.Count == 0)
            return default;
        await PriceSeries.LockAsync(session, block.Market, block.Kind, ct);
        var series = await PriceSeries.EnsureAsync(session, block.Market, block.Kind, session.Actor.SeesAll ? null : session.Actor.OrganizationId, ct);
        var known = await NowAsync(ct);
        var lists = new NodeLists(session, block.Market);
        var done = default(PriceWrite);
        foreach (var group in Groups(block))
            done += await WriteAsync(series, block, group, lists, known, refuse, changed, ct);
        return done;
    }

    /// <summary>Makes the days of a series anew from its frames.</summary>
    internal async Task RebuildAsync(PriceSeries series, IReadOnlyList<DateOnly> which, CancellationToken ct)
    {
        var frames = new CubeFrames(session, series.Market, series.Kind);
        var lists = new NodeLists(session, series.Market);
        foreach (var day in which)
        {
            var kept = (await frames.ReadAsync([day], ct)).Where(frame => frame.Organization == series.OrganizationId).ToList();
            await lists.LoadAsync(kept.Select(frame => frame.List), ct);
            await days.RebuildAsync(series, day, kept, lists, ct);
        }
    }

    /// <summary>Days that are merged together: many small ones, or one large.</summary>
    private static IEnumerable<List<PriceFrame>> Groups(PriceBlock block)
    {
        var group = new List<PriceFrame>();
        foreach (var day in block.Frames.OrderBy(frame => frame.At).GroupBy(frame => CubeDays.Day(frame.At)))
        {
            if (group.Count > 0 && (group.Count * (long)block.Nodes.Length > GroupValues || day.Key.DayNumber - CubeDays.Day(group[0].At).DayNumber > GroupDays))
            {
                yield return group;
                group = [];
            }
            group.AddRange(day);
        }
        yield return group;
    }

    private async Task<DateTimeOffset> NowAsync(CancellationToken ct)
    {
        // Not the transaction's own time: it may have waited for the lock while another corrected the same interval.
        await using var command = session.Command("select clock_timestamp()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(ct))!);
    }

    private async Task<PriceWrite> WriteAsync(
        PriceSeries series, PriceBlock block, List<PriceFrame> group, NodeLists lists, DateTimeOffset known, PriceRefusal? refuse, ISet<int>? changed, CancellationToken ct)
    {
        var store = new CubeFrames(session, block.Market, block.Kind);
        var touched = group.Select(frame => CubeDays.Day(frame.At)).Distinct().ToList();
        var kept = await store.ReadAsync(touched, ct);
        var newest = await store.NewestListAsync(CubeDays.Start(touched[^1].AddDays(1)), ct);
        await lists.LoadAsync(kept.Select(frame => frame.List).Concat(newest is { } list ? [list] : []), ct);

        var merge = new FrameMerge(series, block, kept, lists, newest, yields: !session.Actor.SeesAll, refuse);
        foreach (var frame in group)
            await merge.AddAsync(frame, ct);

        await store.CloseAsync(series, [.. merge.Corrected.Select(frame => frame.At)], known, ct);
        await store.ExtendAsync(series, merge.Extended, block.ImportId, ct);
        await store.AddAsync(series, [.. merge.Corrected.Concat(merge.Added).OrderBy(frame => frame.At)], block.ImportId, block.Simulated, known, ct);

        var written = merge.Corrected.Concat(merge.Extended).Concat(merge.Added).ToDictionary(frame => frame.At);
        foreach (var day in written.Values.Select(frame => CubeDays.Day(frame.At)).Distinct().Order())
        {
            var frames = kept.Where(frame => frame.Organization == series.OrganizationId && !written.ContainsKey(frame.At)).Concat<CubeFrame>(written.Values)
                .Where(frame => CubeDays.Day(frame.At) == day).OrderBy(frame => frame.At).ToList();
            await days.WriteAsync(series, day, frames, lists, merge.Changed[day], ct);
        }
        foreach (var nodes in merge.Changed.Values)
            changed?.UnionWith(nodes);
        return merge.Write;
    }
}
