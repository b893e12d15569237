using System.Collections.Concurrent;
using GridApp.Data;

namespace GridApp.Features.Prices;

/// <summary>The order of the values in a frame.</summary>
internal sealed record NodeList(int Id, int[] Nodes);

/// <summary>Lists of nodes by id. A list never changes, so that whoever has read it once knows it.</summary>
public sealed class NodeLists(GridDatabase database)
{
    /// <summary>Lists kept; the longest have some ten thousand nodes, 40 KB.</summary>
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<int, NodeList> known = new();

    /// <summary>The lists with these ids.</summary>
    internal async ValueTask<IReadOnlyDictionary<int, NodeList>> GetAsync(IReadOnlyCollection<int> ids, CancellationToken cancellation)
    {
        var found = new Dictionary<int, NodeList>(ids.Count);
        List<int>? missing = null;
        foreach (var id in ids)
        {
            if (found.ContainsKey(id))
                continue;
            if (known.TryGetValue(id, out var list))
                found.Add(id, list);
            else
                (missing ??= []).Add(id);
        }
        if (missing is null)
            return found;

        await using var batch = database.Read(Actor.System).Add("select id, nodes from node_lists where id = any($1)", missing.Distinct().ToArray());
        await using var reader = await batch.ReadAsync(cancellation);
        if (known.Count + missing.Count > Most)
            known.Clear();
        while (await reader.ReadAsync(cancellation))
        {
            var list = new NodeList(reader.GetInt32(0), reader.Value<int[]>(1));
            known[list.Id] = found[list.Id] = list;
        }
        return found;
    }
}
