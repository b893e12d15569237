using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace GridApp.Features.Prices;

/// <summary>
/// A node with what answers copy of it, as UTF-8 made once per change: its GeoJSON feature, and the beginning of its entry in a heatmap, to which only the
/// value is missing. Entries made together lie one behind the other.
/// </summary>
internal sealed class NodeEntry
{
    /// <summary>Letters of every script stay as they are; what HTML could take for markup is escaped.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    private readonly ReadOnlyMemory<byte> feature;
    private readonly ReadOnlyMemory<byte> head;

    private NodeEntry(CatalogueNode node, ReadOnlyMemory<byte> feature, ReadOnlyMemory<byte> head)
    {
        Node = node;
        this.feature = feature;
        this.head = head;
        SearchText = Plants.SearchText.Fold(node.Code + "\n" + node.Name);
    }

    public CatalogueNode Node { get; }

    /// <summary>Code and name as <see cref="Plants.SearchText"/> folds them.</summary>
    public string SearchText { get; }

    /// <summary>The whole GeoJSON feature.</summary>
    public ReadOnlySpan<byte> Feature => feature.Span;

    /// <summary><c>{"id":1,"lon":2,"lat":3,"value":</c></summary>
    public ReadOnlySpan<byte> Head => head.Span;

    /// <summary>Entries of nodes in this order.</summary>
    public static NodeEntry[] Of(ReadOnlySpan<CatalogueNode> nodes)
    {
        var entries = new NodeEntry[nodes.Length];
        var buffer = new ArrayBufferWriter<byte>(Math.Max(nodes.Length * 300, 512));
        using var json = new Utf8JsonWriter(buffer, Options);
        var ends = new int[(nodes.Length * 2) + 1];

        // All heads, then all features: a heatmap walks through the former alone.
        for (var i = 0; i < nodes.Length; i++)
        {
            json.Reset();
            WriteHead(json, nodes[i]);
            ends[i + 1] = buffer.WrittenCount;
        }
        for (var i = 0; i < nodes.Length; i++)
        {
            json.Reset();
            WriteFeature(json, nodes[i]);
            ends[nodes.Length + i + 1] = buffer.WrittenCount;
        }
        var block = buffer.WrittenSpan.ToArray().AsMemory();
        for (var i = 0; i < nodes.Length; i++)
        {
            entries[i] = new NodeEntry(nodes[i], Part(nodes.Length + i), Part(i));
        }
        return entries;

        ReadOnlyMemory<byte> Part(int part) => block[ends[part]..ends[part + 1]];
    }

    private static void WriteHead(Utf8JsonWriter json, CatalogueNode node)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, node.Id);
        WriteDegrees(json, "lon"u8, node.Longitude);
        WriteDegrees(json, "lat"u8, node.Latitude);

        // The value and the brace follow with every answer.
        json.WritePropertyName("value"u8);
        json.Flush();
    }

    private static void WriteFeature(Utf8JsonWriter json, CatalogueNode node)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteNumber("id"u8, node.Id);
        if (node is { Longitude: { } longitude, Latitude: { } latitude })
        {
            json.WriteStartObject("geometry"u8);
            json.WriteString("type"u8, "Point"u8);
            json.WriteStartArray("coordinates"u8);
            json.WriteNumberValue(Math.Round(longitude, 7));
            json.WriteNumberValue(Math.Round(latitude, 7));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("geometry"u8);
        }
        json.WriteStartObject("properties"u8);
        json.WriteNumber("id"u8, node.Id);
        json.WriteString("code"u8, node.Code);
        json.WriteString("name"u8, node.Name);
        json.WriteString("type"u8, node.Type);
        json.WriteString("market"u8, node.Market);
        json.WriteString("zone"u8, node.Zone);
        json.WriteString("source"u8, node.Source);
        json.WriteBoolean("simulated"u8, node.Simulated);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteDegrees(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? degrees)
    {
        if (degrees is { } known)
            json.WriteNumber(name, Math.Round(known, 7));
        else
            json.WriteNull(name);
    }
}
