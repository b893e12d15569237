using System.Text;

namespace GridApp.Features.Prices;

/// <summary>Nodes as a GeoJSON FeatureCollection, copied out of prepared bytes.</summary>
internal static class NodeGeoJson
{
    public const string MediaType = "application/geo+json";

    public static PooledBuffer Of(NodeSnapshot nodes, List<int> found, int limit)
    {
        var shown = Math.Min(found.Count, limit);
        var buffer = new PooledBuffer(256 + found.Take(shown).Sum(place => nodes.EntryAt(place).Feature.Length + 1));
        buffer.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant(
            $"{{\"type\":\"FeatureCollection\",\"total\":{found.Count},\"truncated\":{(shown < found.Count ? "true" : "false")},\"version\":{nodes.Version},\"features\":[")));
        for (var i = 0; i < shown; i++)
        {
            if (i > 0)
                buffer.Write(","u8);
            buffer.Write(nodes.EntryAt(found[i]).Feature);
        }
        buffer.Write("]}"u8);
        return buffer;
    }
}
