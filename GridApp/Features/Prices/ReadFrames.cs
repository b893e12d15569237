using System.Data;
using GridApp.Data;
using GridApp.Domain.Prices;
using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>
/// Frames over a span, for a replay: first what there is, from which the answer's head and length follow, then the values, one row at a time. Both are read in
/// one transaction that sees one state of the database.
/// </summary>
public sealed class ReadFrames(GridDatabase database, NodeCatalogue catalogue, NodeLists lists)
{
    /// <summary>Bytes of values in one answer: eleven days of 10,000 nodes at five minutes.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Frames looked at for one answer.</summary>
    private const int MostFrames = 50_000;

    private static readonly TimeSpan LongestLength = TimeSpan.FromDays(1);

    /// <summary>Opens the transaction and plans the answer. The caller disposes of what is given.</summary>
    internal async Task<OpenFrames> OpenAsync(FramesQuestion question, long most, Actor actor, CancellationToken cancellation)
    {
        var session = await database.OpenAsync(actor, IsolationLevel.RepeatableRead, cancellation);
        try
        {
            var nodes = await catalogue.CurrentAsync(cancellation);
            var markets = new MomentQuestion([question.Kind], question.Start, question.Markets, question.Simulated, [question.Component]).MarketsOf(nodes);
            var column = "f." + question.Component.Code();
            var rows = new List<(FrameHead, byte[], long)>();
            await using (var command = session.Command($"""
                select {FrameHead.Columns}, case when f.packing = 1 then substring({column} from 1 for {PackedValues.HeaderBytes}) else ''::bytea end, octet_length({column})
                  from price_frames f where {Where(question)} {Order} limit {MostFrames + 1}
                """))
            {
                Bind(command, question, markets, question.End);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                    rows.Add((FrameHead.Read(reader), reader.Value<byte[]>(FrameHead.ColumnCount), reader.GetInt32(FrameHead.ColumnCount + 1)));
            }
            DateTime? cut = null;
            if (rows.Count > MostFrames)
            {
                cut = rows[^1].Item1.At;
                rows.RemoveAll(row => row.Item1.At == cut);
            }
            var orders = await lists.GetAsync([.. rows.Select(row => row.Item1.ListId)], cancellation);
            var plan = FramesPlan.Of(nodes, rows, orders, most);
            return new OpenFrames(session, question, markets, plan.Next is null ? plan with { Next = cut } : plan, orders);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The values, in the order of the plan's rows.</summary>
    internal static NpgsqlCommand Values(GridSession session, FramesQuestion question, string[] markets, DateTime end)
    {
        var command = session.Command($"select f.{question.Component.Code()} from price_frames f where {Where(question)} {Order}");
        Bind(command, question, markets, end);
        return command;
    }

    private const string Order = "order by f.at, f.market, f.minutes, coalesce(f.organization_id, 0)";

    private static string Where(FramesQuestion question) => $"""
        f.market = any($1) and f.kind = $2 and f.at < $3 and f.at > $4 and f.at + make_interval(mins => f.minutes) > $5 and f.{question.Component.Code()} is not null
        and {(question.KnownAt is null ? "f.known_to is null" : "f.known_from <= $6 and (f.known_to is null or f.known_to > $6)")}
        """;

    private static void Bind(NpgsqlCommand command, FramesQuestion question, string[] markets, DateTime end)
    {
        foreach (var value in (object[])[markets, question.Kind, end, question.Start - LongestLength, question.Start])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        if (question.KnownAt is { } known)
            command.Parameters.Add(new NpgsqlParameter { Value = known });
    }
}
