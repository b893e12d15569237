using System.Globalization;
using System.Text.Json;
using GridApp.Domain.Geography;

namespace GridApp.Importing.Files;

/// <summary>
/// A GeoJSON file as rows under a header: its features' properties are the columns, and each row has a shape. The file is read twice: first to its end for the names of
/// the columns, so that what is no GeoJSON is refused before anything of it is believed.
/// </summary>
internal sealed class GeoJsonTable : IRowTable, IDisposable
{
    /// <summary>The column of the features' own ids, when they are words.</summary>
    public const string FeatureId = "feature id";

    /// <summary>A table has fewer columns; names that are values make more.</summary>
    private const int MostColumns = 1_000;

    private static readonly string[] PlaceNames = ["longitude", "latitude", "lon", "lat", "lng", "long"];

    private readonly GeoJsonFeatures features;
    private readonly Dictionary<string, int> columns;
    private readonly bool asPoints;
    private readonly string[] cells;

    private GeoJsonTable(GeoJsonFeatures features, Dictionary<string, int> columns, IReadOnlyList<string> header, bool asPoints)
    {
        this.features = features;
        this.columns = columns;
        this.asPoints = asPoints;
        Header = header;
        cells = new string[header.Count];
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>Number of the feature in the file; the first is 1.</summary>
    public int Row => features.Row;

    public string? Fault { get; private set; }

    /// <summary>The feature's shape; null without one, or where <see cref="ShapeFault"/> says why.</summary>
    public Shape? Shape { get; private set; }

    /// <summary>Why the shape cannot be read, in a sentence.</summary>
    public string? ShapeFault { get; private set; }

    public string this[int column] => cells[column];

    /// <summary>Whether the file is JSON by its first character.</summary>
    public static bool IsOne(string path, TextShape shape, long maxUnpackedBytes)
    {
        using var reader = new StreamReader(Unpacking.Open(path, maxUnpackedBytes), shape.Encoding);
        int character;
        do
            character = reader.Read();
        while (character >= 0 && char.IsWhiteSpace((char)character));
        return character is '{' or '[';
    }

    /// <summary>Opens the file before its first feature.</summary>
    /// <param name="asPoints">Rows stand for places: two columns more, longitude and latitude, tell where the feature is.</param>
    /// <exception cref="UnreadableFileException">It is cut off, no JSON, or no GeoJSON.</exception>
    public static GeoJsonTable Open(string path, TextShape shape, long maxUnpackedBytes, bool asPoints, CancellationToken ct)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var header = new List<string>();
        bool hasIds = false;
        int count = 0;
        using (var features = GeoJsonFeatures.Open(path, shape, maxUnpackedBytes))
        {
            while (features.Next())
            {
                ct.ThrowIfCancellationRequested();
                count++;
                hasIds |= features.Current.Id.ValueKind == JsonValueKind.String;
                if (features.Current.Properties.ValueKind != JsonValueKind.Object)
                    continue;
                foreach (JsonProperty property in features.Current.Properties.EnumerateObject())
                {
                    if (columns.ContainsKey(property.Name))
                        continue;
                    if (header.Count == MostColumns)
                        throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"The features have more than {MostColumns:N0} different properties, as no table has columns."));
                    columns.Add(property.Name, header.Count);

                    // The geometry tells where a feature is; properties that say it once more do not compete.
                    header.Add(asPoints && PlaceNames.Contains(property.Name, StringComparer.OrdinalIgnoreCase) ? property.Name + " (property)" : property.Name);
                }
            }
        }

        if (count == 0)
            throw new UnreadableFileException("The file has no features, so there is nothing to import.");
        if (hasIds)
            header.Add(FeatureId);
        if (asPoints)
            header.AddRange(["longitude", "latitude"]);
        return new GeoJsonTable(GeoJsonFeatures.Open(path, shape, maxUnpackedBytes), columns, header, asPoints) { HasIds = hasIds, Count = count };
    }

    /// <summary>Number of features in the file.</summary>
    public int Count { get; private init; }

    private bool HasIds { get; init; }

    public bool Next()
    {
        if (!features.Next())
            return false;
        GeoJsonFeature feature = features.Current;
        Array.Fill(cells, "");
        Shape = null;
        ShapeFault = null;
        Fault = feature.Fault;
        if (Fault is not null)
            return true;
        if (feature.Properties.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in feature.Properties.EnumerateObject())
                cells[columns[property.Name]] = Text(property.Value);
        }

        if (HasIds && feature.Id.ValueKind == JsonValueKind.String)
            cells[columns.Count] = feature.Id.GetString()!;
        Shape = GeoJsonShape.Read(feature.Geometry, out string? fault);
        ShapeFault = fault;
        if (asPoints)
            Place();
        return true;
    }

    public void Dispose() => features.Dispose();

    private void Place()
    {
        if (ShapeFault is not null || Shape is null)
        {
            Fault = ShapeFault;
            return;
        }

        if (Shape.Kind != ShapeKind.Point || Shape.Positions > 1)
        {
            Fault = "The place of this is a point, and the geometry of the feature is none.";
            return;
        }

        if (Shape.Positions == 0)
            return;
        double[] position = Shape.Parts[0][0];
        cells[^2] = position[0].ToString("R", CultureInfo.InvariantCulture);
        cells[^1] = position[1].ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
