using System.Collections.Concurrent;
using GridApp.Domain.Geography;
using GridApp.Features.Plants;

namespace GridApp.Features.Prices;

/// <summary>All nodes at one version of the catalogue, by id; immutable.</summary>
public sealed class NodeSnapshot
{
    private readonly NodeEntry[] entries;
    private readonly int[] ids;

    /// <summary>Places of the nodes of lists, found once: a list never changes, and neither does a snapshot.</summary>
    private readonly ConcurrentDictionary<int, int[]> places = new();

    private NodeSnapshot(long version, NodeEntry[] entries)
    {
        Version = version;
        this.entries = entries;
        ids = Array.ConvertAll(entries, entry => entry.Node.Id);
        Longitude = Array.ConvertAll(entries, entry => entry.Node.Longitude ?? double.NaN);
        Latitude = Array.ConvertAll(entries, entry => entry.Node.Latitude ?? double.NaN);
        Markets = [.. entries.Select(entry => entry.Node.Market).Distinct().Order(StringComparer.Ordinal)];
        Types = [.. entries.Select(entry => entry.Node.Type).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Nothing, older than everything.</summary>
    public static NodeSnapshot Empty { get; } = new(-1, []);

    public long Version { get; }

    public int Count => entries.Length;

    /// <summary>Codes of the markets that have nodes.</summary>
    public IReadOnlyList<string> Markets { get; }

    /// <summary>Every type that occurs.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Degrees by place, NaN without a location.</summary>
    internal double[] Longitude { get; }

    /// <summary>Degrees by place, NaN without a location.</summary>
    internal double[] Latitude { get; }

    /// <summary>The node at a place.</summary>
    public CatalogueNode this[int place] => entries[place].Node;

    /// <summary>The node with an id, or null.</summary>
    public CatalogueNode? Find(int id) => PlaceOf(id) is >= 0 and var place ? entries[place].Node : null;

    /// <summary>Where the node with an id stands; negative when it is none of these.</summary>
    public int PlaceOf(int id) => Array.BinarySearch(ids, id);

    /// <summary>Places of the nodes that a filter means, by id.</summary>
    public List<int> Find(NodeFilter filter)
    {
        var text = filter.Text is { Length: > 0 } part ? SearchText.Fold(part) : null;
        var found = new List<int>(filter.Markets.Count == 0 && text is null ? entries.Length : 64);
        for (var place = 0; place < entries.Length; place++)
        {
            var node = entries[place].Node;
            if (filter.Markets.Count > 0 && !filter.Markets.Contains(node.Market, StringComparer.Ordinal))
                continue;
            if (filter.Types.Count > 0 && !filter.Types.Contains(node.Type, StringComparer.Ordinal))
                continue;
            if (filter.Box is { } box && !box.Contains(Longitude[place], Latitude[place]))
                continue;
            if (text is not null && !entries[place].SearchText.Contains(text, StringComparison.Ordinal))
                continue;
            found.Add(place);
        }
        return found;
    }

    internal NodeEntry EntryAt(int place) => entries[place];

    /// <summary>Places of a list's nodes in its order, negative for a node that is none of these.</summary>
    internal int[] PlacesOf(NodeList list) => places.GetOrAdd(list.Id, _ => Array.ConvertAll(list.Nodes, PlaceOf));

    /// <summary>Whether all nodes of a list are here.</summary>
    internal bool Holds(NodeList list) => Array.TrueForAll(PlacesOf(list), place => place >= 0);

    /// <summary>Which of these places lie in a box; null where there is no box and all do.</summary>
    internal bool Contains(BoundingBox box, int place) => box.Contains(Longitude[place], Latitude[place]);

    /// <summary>This snapshot with some nodes added or replaced; what did not change is shared, bytes and all.</summary>
    internal NodeSnapshot With(long version, CatalogueNode[] changed)
    {
        if (changed.Length == 0)
            return new NodeSnapshot(version, entries);
        Array.Sort(changed, (x, y) => x.Id.CompareTo(y.Id));
        var fresh = NodeEntry.Of(changed);
        var merged = new List<NodeEntry>(entries.Length + fresh.Length);
        int old = 0, next = 0;
        while (old < entries.Length || next < fresh.Length)
        {
            if (next == fresh.Length || (old < entries.Length && entries[old].Node.Id < fresh[next].Node.Id))
            {
                merged.Add(entries[old++]);
                continue;
            }
            if (old < entries.Length && entries[old].Node.Id == fresh[next].Node.Id)
                old++;
            merged.Add(fresh[next++]);
        }
        return new NodeSnapshot(version, [.. merged]);
    }
}
