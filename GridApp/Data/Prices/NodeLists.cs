using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GridApp.Data.Prices;

/// <summary>The orders of nodes in frames, as one session knows them. A list is never altered, so what was read stays true.</summary>
internal sealed class NodeLists(GridSession session, string market)
{
    private readonly Dictionary<int, int[]> byId = [];
    private readonly Dictionary<string, int> byHash = new(StringComparer.Ordinal);
    private (int List, int[] Added, int Union) last = (0, [], 0);

    /// <summary>What tells two lists apart: their nodes and the order.</summary>
    public static string Hash(ReadOnlySpan<int> nodes)
    {
        var text = new StringBuilder(nodes.Length * 6);
        foreach (var node in nodes)
            text.Append(text.Length == 0 ? "" : ",").Append(node.ToString(CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())));
    }

    /// <summary>The nodes of a list that was loaded or made here.</summary>
    public int[] this[int list] => byId[list];

    /// <summary>Reads lists that are not known yet.</summary>
    public async Task LoadAsync(IEnumerable<int> lists, CancellationToken ct)
    {
        var missing = lists.Distinct().Where(list => !byId.ContainsKey(list)).ToArray();
        if (missing.Length == 0)
            return;
        await using var command = session.Command("select id, nodes, hash from node_lists where id = any($1)");
        command.Parameters.Add(new() { Value = missing });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            byId[reader.GetInt32(0)] = await reader.GetFieldValueAsync<int[]>(1, ct);
            byHash[reader.GetString(2)] = reader.GetInt32(0);
        }
    }

    /// <summary>The list of just these nodes in this order; made where nobody has used it yet.</summary>
    public async Task<int> EnsureAsync(int[] nodes, CancellationToken ct)
    {
        var hash = Hash(nodes);
        if (byHash.TryGetValue(hash, out var known))
            return known;
        // Nobody may update a list, so "on conflict" cannot give back one that another made at the same moment: it is looked up.
        await using var command = session.Command("""
            with made as (insert into node_lists (market, nodes, hash) values ($1, $2, $3) on conflict (market, hash) do nothing returning id)
            select id from made union all select id from node_lists where market = $1 and hash = $3 limit 1
            """);
        command.Parameters.Add(new() { Value = market });
        command.Parameters.Add(new() { Value = nodes });
        command.Parameters.Add(new() { Value = hash });
        var id = await command.ExecuteScalarAsync(ct) as int? ?? await EnsureAsync(nodes, ct);
        byId[id] = nodes;
        byHash[hash] = id;
        return id;
    }

    /// <summary>The list that has these nodes beside its own. Nodes are put in by their number, so that the same set is the same list, in whatever order it grew.</summary>
    public async Task<int> UnionAsync(int list, int[] added, CancellationToken ct)
    {
        if (added.Length == 0)
            return list;
        if (last.List == list && last.Added.AsSpan().SequenceEqual(added))
            return last.Union;
        var union = byId[list].Concat(added).ToArray();
        Array.Sort(union);
        last = (list, added, await EnsureAsync(union, ct));
        return last.Union;
    }
}
