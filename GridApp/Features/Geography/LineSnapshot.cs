using System.Buffers;
using System.Text.Json;
using GridApp.Domain.Geography;
using GridApp.Features.Plants;

namespace GridApp.Features.Geography;

/// <summary>All lines at one version of the catalogue, highest voltage first, with ready bytes of each but for its flow.</summary>
public sealed class LineSnapshot : IVersioned
{
    private readonly Line[] lines;
    private readonly string[] searchTexts;
    private readonly (double West, double South, double East, double North)?[] boxes;

    internal LineSnapshot(long version, Line[] lines)
    {
        Version = version;
        this.lines = lines;
        searchTexts = Array.ConvertAll(lines, line => SearchText.Fold($"{line.Name}\n{line.Code}\n{line.FromNode}\n{line.ToNode}"));
        boxes = Array.ConvertAll(lines, line => new Shape(ShapeKind.Line, [line.Path]).Box());
        using var json = new Utf8JsonWriter(new ArrayBufferWriter<byte>(), FeatureJson.Options);
        Features = FeatureBlock.Of(lines.Length, (buffer, i) =>
        {
            WriteConstant(json, buffer, lines[i]);
            buffer.Write(NoFlow);
        });
    }

    /// <summary>Version of the catalogue that this is.</summary>
    public long Version { get; }

    public int Count => lines.Length;

    /// <summary>The line at an index of <see cref="GeographyMatches"/>.</summary>
    public Line this[int index] => lines[index];

    /// <summary>The end of a feature whose flow nobody knows.</summary>
    internal static ReadOnlySpan<byte> NoFlow => ",\"flowMw\":null,\"loading\":null}}"u8;

    /// <summary>The lines as GeoJSON features that end in <see cref="NoFlow"/>.</summary>
    internal FeatureBlock Features { get; }

    /// <summary>The lines that a filter means, highest voltage first.</summary>
    public GeographyMatches Find(LineFilter filter, int limit = int.MaxValue)
    {
        string? text = filter.Text is { Length: > 0 } said ? SearchText.Fold(said) : null;
        var found = new List<int>();
        int total = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            Line line = lines[i];
            if ((filter.Markets.Count > 0 && !filter.Markets.Contains(line.Market ?? GeographyQuery.NoMarket))
                || (filter.Kinds.Count > 0 && !filter.Kinds.Contains(line.Kind))
                || (filter.MinKv is { } least && !(line.VoltageKv >= least))
                || (filter.MaxKv is { } most && !(line.VoltageKv <= most))
                || (filter.Simulated is { } simulated && line.Simulated != simulated)
                || (text is not null && !searchTexts[i].Contains(text, StringComparison.Ordinal))
                || (filter.Box is { } box && !Touches(i, box)))
            {
                continue;
            }

            if (total++ < limit)
                found.Add(i);
        }

        return new GeographyMatches([.. found], total);
    }

    /// <summary>Markets whose grids may be simulated, so that flows of these lines may be known.</summary>
    internal string[] MarketsWithFlows(GeographyMatches matches) =>
        [.. matches.Indexes.Select(index => lines[index]).Where(line => line is { Simulated: true, Market: not null }).Select(line => line.Market!).Distinct(StringComparer.Ordinal)];

    private bool Touches(int index, BoundingBox box)
    {
        if (boxes[index] is not { } around || !box.Overlaps(around.West, around.South, around.East, around.North))
            return false;
        return box.Covers(around.West, around.South, around.East, around.North)
            || box.Pieces().Any(piece => lines[index].Path.Any(path => Segments.Touch(path, piece)));
    }

    private static void WriteConstant(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, Line line)
    {
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteNumber("id"u8, line.Id);
        json.WritePropertyName("geometry"u8);
        WriteGeometry(json, line.Path);
        json.WriteStartObject("properties"u8);
        json.WriteNumber("id"u8, line.Id);
        json.WriteString("code"u8, line.Code);
        json.WriteString("name"u8, line.Name);
        json.WriteString("kind"u8, line.Kind);
        json.WriteString("market"u8, line.Market);
        FeatureJson.Number(json, "voltageKv"u8, line.VoltageKv);
        FeatureJson.Number(json, "limitMw"u8, line.LimitMw);
        json.WriteString("fromNode"u8, line.FromNode);
        json.WriteString("toNode"u8, line.ToNode);
        FeatureJson.Number(json, "lengthKm"u8, line.LengthKm);
        json.WriteString("source"u8, line.Source);
        json.WriteBoolean("simulated"u8, line.Simulated);
        FeatureJson.Number(json, "organizationId"u8, line.OrganizationId);

        // The two open braces are closed by what is said of the flow.
        json.Flush();
    }

    private static void WriteGeometry(Utf8JsonWriter json, IReadOnlyList<double[]> path)
    {
        if (path.Count == 0)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, path.Count == 1 ? "LineString"u8 : "MultiLineString"u8);
        json.WriteStartArray("coordinates"u8);
        foreach (double[] piece in path)
        {
            if (path.Count > 1)
                json.WriteStartArray();
            for (int i = 0; i < piece.Length; i += 2)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Math.Round(piece[i], 7));
                json.WriteNumberValue(Math.Round(piece[i + 1], 7));
                json.WriteEndArray();
            }

            if (path.Count > 1)
                json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
