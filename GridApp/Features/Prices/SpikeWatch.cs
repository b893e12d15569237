using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Features.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Prices;

/// <summary>
/// Looks at the intervals that nobody has looked at, with the rules that people set, and raises what they mean: in one transaction with how far each rule has got, and one process at
/// a time, so that everything is raised once.
/// </summary>
public sealed class SpikeWatch(GridDatabase database, NodeLists lists, NodeCatalogue catalogue)
{
    /// <summary>Intervals in one transaction; a day of five minutes.</summary>
    private const int MostFrames = 288;

    private const string Lock = "select pg_advisory_xact_lock(hashtext('grid.price_alerts'))";

    private const string Rules = """
        select r.id, r.organization_id, r.name, r.market, r.kind, r.component, r.node_id, r.test, r.threshold, r.days, r.quiet_minutes, r.looks_from,
               a.id, a.at, a.last_at, a.hits, a.value, a.score
          from price_rules r
          left join lateral (select * from price_alerts x where x.rule_id = r.id order by x.at desc limit 1) a on true
         where r.enabled
         order by r.market, r.kind, r.id
        """;

    private const string Raise = """
        insert into price_alerts (rule_id, organization_id, at, last_at, market, kind, component, unit, hits, node_id, worst_at, value, expected, score)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (rule_id, at) do nothing
        """;

    private const string GoOn = """
        update price_alerts
           set last_at = $2, hits = $3, node_id = coalesce($4, node_id), worst_at = coalesce($5, worst_at), value = coalesce($6, value),
               expected = case when $4 is null then expected else $7 end, score = case when $4 is null then score else $8 end
         where id = $1
        """;

    /// <summary>Looks at everything that is new.</summary>
    /// <returns>How many alerts were raised.</returns>
    public async Task<int> LookAsync(CancellationToken cancellation)
    {
        var raised = 0;
        while (true)
        {
            var (some, more) = await PassAsync(cancellation);
            raised += some;
            if (!more)
                return raised;
        }
    }

    private async Task<(int Raised, bool More)> PassAsync(CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(Actor.System, cancellation);
        if ((await RulesAsync(session, cancellation)).Count == 0)
            return (0, false);
        await using (var wait = session.Command(Lock))
            await wait.ExecuteNonQueryAsync(cancellation);
        // Again, under the lock: another process may have been faster.
        var history = new SpikeHistory(session, lists);
        var (raised, more) = (0, false);
        foreach (var rules in (await RulesAsync(session, cancellation)).GroupBy(rule => (rule.Market, rule.Kind)))
        {
            var (some, unread) = await LookAsync(session, history, [.. rules], cancellation);
            raised += some;
            more |= unread;
        }
        await session.CommitAsync(cancellation);
        return (raised, more);
    }

    /// <summary>The rules of one market's kind of price.</summary>
    private async Task<(int Raised, bool More)> LookAsync(GridSession session, SpikeHistory history, List<WatchedRule> rules, CancellationToken cancellation)
    {
        PriceComponent[] components = [.. rules.Select(rule => rule.Component).Distinct()];
        var frames = await FramesAsync(session, rules[0], rules.Min(rule => rule.From), components, cancellation);
        if (frames.Count == 0)
            return (0, false);
        var orders = await lists.GetAsync([.. frames.Select(frame => frame.Head.ListId)], cancellation);
        var raised = new List<(WatchedRule Rule, OpenAlert Alert)>();
        foreach (var rule in rules)
        {
            foreach (var interval in frames.Where(frame => frame.Head.At >= rule.From).GroupBy(frame => frame.Head.At))
            {
                var found = new List<(int NodeId, SpikeHit Hit)>();
                foreach (var (head, values) in interval)
                {
                    if (values[Array.IndexOf(components, rule.Component)] is { } bytes)
                        found.AddRange(await FindAsync(history, rule, head, bytes, orders[head.ListId], cancellation));
                }
                if (found.Count == 0)
                    continue;
                if (rule.Open?.Covers(interval.Key, rule.Quiet) != true)
                {
                    rule.Open = new OpenAlert(null, interval.Key, interval.Key, 0, 0, null);
                    raised.Add((rule, rule.Open));
                }
                else if (rule.Open.Id is not null && raised.All(one => one.Alert != rule.Open))
                {
                    raised.Add((rule, rule.Open));
                }
                rule.Open.Take(rule.Rule, interval.Key, found);
            }
        }
        var nodes = await catalogue.CurrentAsync(cancellation);
        var count = 0;
        foreach (var (rule, alert) in raised)
            count += await WriteAsync(session, rule, alert, nodes, cancellation) ? 1 : 0;
        var newest = frames[^1].Head.At;
        await RememberAsync(session, [.. rules.Where(rule => rule.From < newest).Select(rule => rule.Id)], newest, cancellation);
        return (count, frames.Count >= MostFrames && newest > rules.Min(rule => rule.From));
    }

    private static async Task<IEnumerable<(int NodeId, SpikeHit Hit)>> FindAsync(
        SpikeHistory history, WatchedRule rule, FrameHead head, byte[] bytes, NodeList list, CancellationToken cancellation)
    {
        var values = FrameValues.Unpack(head.Packing, bytes, list.Nodes.Length);
        if (rule.NodeId is { } only)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = list.Nodes[i] == only ? values[i] : float.NaN;
        }
        var before = rule.Rule.Test == SpikeTest.Unusual
            ? await history.OfAsync(rule.Market, rule.Kind, rule.Component, rule.Rule.Days, head.At, list, cancellation)
            : null;
        return rule.Rule.Find(values, before).Select(hit => (list.Nodes[hit.Node], hit));
    }

    private static async Task<List<WatchedRule>> RulesAsync(GridSession session, CancellationToken cancellation)
    {
        await using var command = session.Command(Rules);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rules = new List<WatchedRule>();
        while (await reader.ReadAsync(cancellation))
        {
            if (MarketCatalogue.Find(reader.GetString(3)) is null || !PriceComponents.TryParse(reader.GetString(5), out var component) || !SpikeRule.TryParse(reader.GetString(7), out var test))
                continue;
            rules.Add(new WatchedRule(
                reader.GetInt32(0), reader.Whole(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), component, reader.Whole(6),
                new SpikeRule(test, reader.GetDouble(8), reader.Whole(9) ?? 0), TimeSpan.FromMinutes(reader.GetInt32(10)), reader.GetDateTime(11))
            {
                Open = reader.Moment(13) is { } at
                    ? new OpenAlert(reader.GetInt64(12), at, reader.GetDateTime(14), reader.GetInt32(15), reader.GetDouble(16), reader.Number(17))
                    : null,
            });
        }
        return rules;
    }

    private static async Task<List<(FrameHead Head, byte[]?[] Values)>> FramesAsync(
        GridSession session, WatchedRule rule, DateTime from, PriceComponent[] components, CancellationToken cancellation)
    {
        // With ties: an interval's frames, of the market and of organizations, are looked at together.
        await using var command = session.Command($"""
            select {FrameHead.Columns}{string.Concat(components.Select(component => ", f." + component.Code()))} from price_frames f
             where f.market = $1 and f.kind = $2 and f.at >= $3 and f.known_to is null
             order by f.at fetch first {MostFrames} rows with ties
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = rule.Market }, new() { Value = rule.Kind }, Moment(from)]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var frames = new List<(FrameHead, byte[]?[])>();
        while (await reader.ReadAsync(cancellation))
        {
            var values = new byte[]?[components.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.Bytes(FrameHead.ColumnCount + i);
            frames.Add((FrameHead.Read(reader), values));
        }
        return frames;
    }

    private static async Task<bool> WriteAsync(GridSession session, WatchedRule rule, OpenAlert alert, NodeSnapshot nodes, CancellationToken cancellation)
    {
        if (!alert.Changed)
            return false;
        var worst = alert.Worst;
        await using var command = session.Command(alert.Id is null ? Raise : GoOn);
        NpgsqlParameter[] found =
        [
            new() { Value = (object?)worst?.NodeId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, Moment(worst?.At), Number(worst?.Hit.Value), Number(worst?.Hit.Expected), Number(worst?.Hit.Score),
        ];
        if (alert.Id is { } id)
        {
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = id }, Moment(alert.LastAt), new() { Value = alert.Hits }, .. found]);
            await command.ExecuteNonQueryAsync(cancellation);
            return false;
        }
        var market = MarketCatalogue.Find(rule.Market)!;
        var unit = PriceUnit.Of(market.Currency);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = rule.Id }, new() { Value = (object?)rule.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, Moment(alert.At), Moment(alert.LastAt),
            new() { Value = rule.Market }, new() { Value = rule.Kind }, new() { Value = rule.Component.Code() }, new() { Value = unit }, new() { Value = alert.Hits }, .. found,
        ]);
        if (await command.ExecuteNonQueryAsync(cancellation) == 0 || worst is not { } price)
            return false;
        await Notify.AboutPriceAsync(session, rule.OrganizationId, new PriceNotice
        {
            Rule = rule.Name, NodeId = price.NodeId, Node = nodes.Find(price.NodeId)?.Name ?? "", Kind = rule.Kind, Value = price.Hit.Value, Unit = unit, At = price.At, Hits = alert.Hits, TimeZone = market.TimeZone,
        }, cancellation);
        return true;
    }

    private static async Task RememberAsync(GridSession session, int[] rules, DateTime newest, CancellationToken cancellation)
    {
        await using var command = session.Command("update price_rules set looks_from = $2 where id = any($1)");
        command.Parameters.Add(new() { Value = rules });
        command.Parameters.Add(Moment(newest));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Moment(DateTime? at) => new() { Value = (object?)at ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Number(double? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double };
}
