using GridApp.Data;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>Reads all nodes at one time: one round trip, whatever is asked, and each time what the database has.</summary>
public sealed class PriceMoments(GridDatabase database, NodeCatalogue catalogue, NodeLists lists)
{
    /// <summary>No market's intervals are longer but for odd ones, which are looked for apart.</summary>
    private static readonly TimeSpan UsualLength = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestLength = TimeSpan.FromDays(1);

    /// <summary>What covers a moment, by kind.</summary>
    internal async Task<IReadOnlyList<PriceMoment>> RunAsync(MomentQuestion question, Actor actor, CancellationToken cancellation)
    {
        while (true)
        {
            // Which markets there are is taken from memory, and the question is put again when that was behind.
            var held = catalogue.Held;
            var markets = question.MarketsOf(held);
            await using var batch = database.Read(actor).Add("select version from catalogue_version where name = 'nodes'");
            foreach (var kind in question.Kinds)
            {
                var sql = Sql(question.Components, question.KnownAt is not null);
                if (question.KnownAt is { } known)
                    batch.Add(sql, markets, kind, question.At, question.At - UsualLength, question.At - LongestLength, known);
                else
                    batch.Add(sql, markets, kind, question.At, question.At - UsualLength, question.At - LongestLength);
            }

            long version;
            var rows = new List<List<(FrameHead Head, byte[]?[] Values)>>(question.Kinds.Count);
            await using (var reader = await batch.ReadAsync(cancellation))
            {
                await reader.ReadAsync(cancellation);
                version = reader.GetInt64(0);
                while (await reader.NextResultAsync(cancellation))
                {
                    var frames = new List<(FrameHead, byte[]?[])>();
                    while (await reader.ReadAsync(cancellation))
                    {
                        var values = new byte[]?[question.Components.Count];
                        for (var i = 0; i < values.Length; i++)
                            values[i] = reader.Bytes(FrameHead.ColumnCount + i);
                        frames.Add((FrameHead.Read(reader), values));
                    }
                    rows.Add(frames);
                }
            }

            var nodes = await catalogue.AtLeastAsync(version, cancellation);
            if (!ReferenceEquals(nodes, held) && question.Markets.Count == 0 && !nodes.Markets.SequenceEqual(held.Markets))
                continue;
            var orders = await lists.GetAsync([.. rows.SelectMany(frames => frames.Select(frame => frame.Head.ListId))], cancellation);
            return [.. rows.Select(frames => new PriceMoment(nodes, Ordered(frames, orders)))];
        }
    }

    /// <summary>Each node's value at a moment: of a kind that is published, or day-ahead less real-time.</summary>
    /// <param name="kind">One of <see cref="PriceKinds"/>, <see cref="PriceKinds.Dart"/> included.</param>
    /// <param name="question">With one component; its kinds follow from the kind.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The nodes, the values by market, and what the answer is made of, for a tag.</returns>
    internal async Task<(NodeSnapshot Nodes, List<MarketValues> Markets, string Version)> ValuesAsync(string kind, MomentQuestion question, Actor actor, CancellationToken cancellation)
    {
        var isDart = kind == PriceKinds.Dart;
        var read = await RunAsync(question with { Kinds = isDart ? [PriceKinds.DayAhead, PriceKinds.RealTime] : [kind] }, actor, cancellation);
        var markets = isDart ? PriceMoment.Dart(read[0].Values(0), read[1].Values(0), read[0].Nodes) : read[0].Values(0);
        return (read[0].Nodes, markets, FormattableString.Invariant($"{read[0].Nodes.Version} ") + string.Concat(read.Select(moment => moment.Version)));
    }

    private static MomentFrame[] Ordered(List<(FrameHead Head, byte[]?[] Values)> frames, IReadOnlyDictionary<int, NodeList> lists)
    {
        frames.Sort(static (x, y) =>
        {
            var byMarket = string.CompareOrdinal(x.Head.Market, y.Head.Market);
            return byMarket != 0 ? byMarket
                : y.Head.At != x.Head.At ? y.Head.At.CompareTo(x.Head.At)
                : (x.Head.OrganizationId ?? 0).CompareTo(y.Head.OrganizationId ?? 0);
        });
        return [.. frames.Select(frame => new MomentFrame(frame.Head, lists[frame.Head.ListId], frame.Values))];
    }

    /// <summary>$1 markets, $2 kind, $3 moment, $4 and $5 the earliest starts of usual and of odd intervals, $6 when it is to have been known.</summary>
    private static string Sql(IReadOnlyList<PriceComponent> components, bool asKnown)
    {
        var columns = string.Concat(components.Select(component => ", f." + component.Code()));
        var names = FrameHead.Columns + columns;
        const string Of = "from price_frames f where f.market = m.market and f.kind = $2";
        const string Usual = "f.at <= $3 and f.at > $4";
        const string Odd = "f.at <= $4 and f.at > $5";
        string[] parts = asKnown
            ?
            [
                $"select {names} {Of} and f.known_to is null and f.known_from <= $6 and f.at <= $3 and f.at > $5",
                $"select {names} {Of} and f.known_to is not null and f.known_to > $6 and f.known_from <= $6 and f.at <= $3 and f.at > $5",
            ]
            :
            [
                $"select {names} {Of} and f.known_to is null and {Usual}",
                $"(select {names} {Of} and f.known_to is null and {Odd} order by f.at desc limit 1)",
            ];
        return $"""
            select f.* from unnest($1::text[]) m(market) cross join lateral ({string.Join(" union all ", parts)}) f
             where f.at + make_interval(mins => f.minutes) > $3
            """;
    }
}
