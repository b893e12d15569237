using GridApp.Data;

namespace GridApp.Features.Prices;

/// <summary>One of the versions that a node's price of an interval has had.</summary>
/// <param name="At">Start of the interval, UTC.</param>
/// <param name="KnownFrom">When it was written.</param>
/// <param name="KnownTo">When it was corrected; null: it stands.</param>
public sealed record PriceVersion(DateTime At, DateTime KnownFrom, DateTime? KnownTo, float Total);

/// <summary>The story of corrections: intervals whose price of a node has been another one.</summary>
public sealed class ReadCorrections(GridDatabase database)
{
    private const int Most = 400;

    private static readonly string Versions = $"""
        with l as materialized (select id, array_position(nodes, $1) - 1 as place from node_lists where market = $2 and array_position(nodes, $1) is not null)
        select f.at, f.known_from, f.packing, f.known_to, {ReadKnownSeries.Cut("f.total")}
          from price_frames f join l on l.id = f.node_list_id
         where f.market = $2 and f.kind = $3 and f.at >= $4 and f.at < $5
           and exists (select from price_frames b where b.market = $2 and b.kind = $3 and b.at = f.at and b.at >= $4 and b.at < $5 and b.known_to is not null)
         order by f.at, f.known_from
         limit {Most}
        """;

    /// <summary>The versions of intervals that start in <c>[start, end)</c> and have had more than one price, by interval and by when they were known.</summary>
    public async Task<IReadOnlyList<PriceVersion>> RunAsync(CatalogueNode node, string kind, DateTime start, DateTime end, Actor actor, CancellationToken cancellation)
    {
        var versions = new List<PriceVersion>();
        await using var batch = database.Read(actor).Add(Versions, node.Id, node.Market, kind, start, end);
        await using (var reader = await batch.ReadAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var total = ReadKnownSeries.Value(reader, 4);
                if (!float.IsNaN(total))
                    versions.Add(new PriceVersion(reader.GetDateTime(0), reader.GetDateTime(1), reader.Moment(3), total));
            }
        }
        return [.. versions.GroupBy(version => version.At).Where(interval => interval.Select(version => version.Total).Distinct().Count() > 1).SelectMany(interval => interval)];
    }
}
