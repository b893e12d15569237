using System.Buffers.Binary;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>One node over time as it was known at a moment: its value is cut out of every frame, since only frames keep what they said before.</summary>
public sealed class ReadKnownSeries(GridDatabase database, NodeCatalogue catalogue)
{
    /// <summary>Of a frame: the head of its packed values, and the four bytes where the node's value begins.</summary>
    private static readonly string Cuts = string.Join(", ", PriceComponents.All.Select(component => Cut("f." + component.Code())));

    private static readonly string Frames = $"""
        with l as materialized (select id, array_position(nodes, $1) - 1 as place from node_lists where market = $2 and array_position(nodes, $1) is not null)
        select f.at, f.minutes, f.packing, {Cuts}
          from price_frames f join l on l.id = f.node_list_id
         where f.market = $2 and f.kind = $3 and f.at >= $4 and f.at < $5 and f.known_from <= $6 and (f.known_to is null or f.known_to > $6)
         order by f.at, coalesce(f.organization_id, 0)
         limit {ReadNodeSeries.MostPoints * 2}
        """;

    /// <summary>The points of intervals that start in <c>[start, end)</c>, as known at a moment.</summary>
    public async Task<Outcome<NodeSeries>> RunAsync(int id, string kind, DateTime start, DateTime end, DateTime knownAt, Actor actor, CancellationToken cancellation)
    {
        var nodes = await catalogue.CurrentAsync(cancellation);
        if (nodes.Find(id) is not { } node || MarketCatalogue.Find(node.Market) is not { } market)
            return new NotFound("There is no such node; /api/v1/prices/nodes lists them.");
        var points = new PricePoints();
        await using var batch = database.Read(actor).Add(Frames, id, node.Market, kind, start, end, knownAt);
        await using var reader = await batch.ReadAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var at = reader.GetDateTime(0);
            var values = Array.ConvertAll([.. PriceComponents.All], component => Value(reader, 3 + (2 * (int)component)));
            if (Array.TrueForAll(values, float.IsNaN) || (points.Count > 0 && points.At[^1] == at))
                continue;
            points.Add(at, reader.GetInt16(1));
            for (var c = 0; c < values.Length; c++)
                points.Set((PriceComponent)c, points.Count - 1, values[c]);
            if (points.Count > ReadNodeSeries.MostPoints)
                return ReadNodeSeries.TooManyPoints;
        }
        return new NodeSeries(node, market, kind, points);
    }

    /// <summary>Two columns: the head, and the value's bytes. A part of a value that is stored beside its row is read without the rest.</summary>
    internal static string Cut(string column) => $"""
        substring({column} from 1 for {PackedValues.HeaderBytes}),
        substring({column} from case when f.packing = 0 then 1 + 4 * l.place
            when get_byte(substring({column} from 1 for 1), 0) = 1 then 1 + {PackedValues.HeaderBytes} + 2 * l.place
            when get_byte(substring({column} from 1 for 1), 0) = 0 then 1 + {PackedValues.HeaderBytes} + 4 * l.place else 1 end for 4)
        """;

    /// <summary>What the two columns say; column 2 is the packing.</summary>
    internal static float Value(NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
            return float.NaN;
        var cut = row.GetFieldValue<byte[]>(column + 1);
        if (row.GetInt16(2) == 0)
            return BinaryPrimitives.ReadSingleLittleEndian(cut);
        return PackedValues.At([.. row.GetFieldValue<byte[]>(column), .. cut], 0);
    }
}
