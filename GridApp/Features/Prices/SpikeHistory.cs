using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using NpgsqlTypes;

namespace GridApp.Features.Prices;

/// <summary>The same hours of the days before, as one look needs them: an hour's intervals share them.</summary>
internal sealed class SpikeHistory(GridSession session, NodeLists lists)
{
    private readonly Dictionary<(string Market, string Kind, PriceComponent Component, int Days, DateTime Hour, int List), HourHistory> known = [];

    /// <summary>By node of the list.</summary>
    public async Task<HourHistory> OfAsync(string market, string kind, PriceComponent component, int days, DateTime at, NodeList list, CancellationToken cancellation)
    {
        var key = (market, kind, component, days, new DateTime(at.Year, at.Month, at.Day, at.Hour, 0, 0, DateTimeKind.Utc), list.Id);
        if (known.TryGetValue(key, out var history))
            return history;
        history = new HourHistory(list.Nodes.Length);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(MarketCatalogue.Find(market)!.TimeZone);
        var hours = SameHours.Before(at, days, zone).Select(start => start.UtcDateTime).ToArray();
        var place = list.Nodes.Index().ToDictionary(node => node.Item, node => node.Index);
        foreach (var (listId, packing, bytes) in await ReadAsync(market, kind, component, hours, cancellation))
        {
            var theirs = (await lists.GetAsync([listId], cancellation))[listId];
            var values = FrameValues.Unpack(packing, bytes, theirs.Nodes.Length);
            if (theirs.Id == list.Id)
            {
                history.Add(values);
                continue;
            }
            var placed = new float[list.Nodes.Length];
            placed.AsSpan().Fill(float.NaN);
            for (var i = 0; i < values.Length; i++)
            {
                if (place.TryGetValue(theirs.Nodes[i], out var here))
                    placed[here] = values[i];
            }
            history.Add(placed);
        }
        return known[key] = history;
    }

    private async Task<List<(int List, short Packing, byte[] Values)>> ReadAsync(string market, string kind, PriceComponent component, DateTime[] hours, CancellationToken cancellation)
    {
        var column = component.Code();
        await using var command = session.Command($"""
            select f.node_list_id, f.packing, f.{column} from unnest($3::timestamptz[]) h(at)
              join price_frames f on f.at >= h.at and f.at < h.at + interval '1 hour'
             where f.market = $1 and f.kind = $2 and f.known_to is null and f.{column} is not null
            """);
        command.Parameters.Add(new() { Value = market });
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = hours, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var frames = new List<(int, short, byte[])>();
        while (await reader.ReadAsync(cancellation))
            frames.Add((reader.GetInt32(0), reader.GetInt16(1), reader.Bytes(2)!));
        return frames;
    }
}
