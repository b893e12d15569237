using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GridApp.Importing.Files;

/// <summary>A feature as the file has it. It lives until the next one is read.</summary>
/// <param name="Properties">An object, or undefined.</param>
/// <param name="Geometry">An object, null, or undefined.</param>
/// <param name="Id">The feature's own id.</param>
/// <param name="Fault">Why it is no feature at all; null when it is one.</param>
internal readonly record struct GeoJsonFeature(JsonElement Properties, JsonElement Geometry, JsonElement Id, string? Fault);

/// <summary>The features of a GeoJSON file, one after the other: the file may be as large as it likes, only one feature is in memory.</summary>
internal sealed class GeoJsonFeatures : IDisposable
{
    /// <summary>No feature of a map is larger.</summary>
    private const int MostFeatureBytes = 64 << 20;

    private static readonly string[] GeometryTypes = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

    private readonly Stream content;
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private long taken;
    private bool isFirstBlock = true;
    private JsonReaderState state;
    private JsonDocument? current;
    private Place place;
    private bool hasFeatures;

    private GeoJsonFeatures(Stream content) => this.content = content;

    private enum Place
    {
        Before,
        Root,
        Features,
        After,
    }

    /// <summary>Number of the current feature in the file, the first is 1.</summary>
    public int Row { get; private set; }

    public GeoJsonFeature Current { get; private set; }

    /// <summary>Opens a file whose encoding is known.</summary>
    public static GeoJsonFeatures Open(string path, TextShape shape, long maxUnpackedBytes)
    {
        Stream file = Unpacking.Open(path, maxUnpackedBytes);
        return new GeoJsonFeatures(shape.Encoding is UTF8Encoding ? file : Encoding.CreateTranscodingStream(file, shape.Encoding, Encoding.UTF8));
    }

    /// <summary>Goes to the next feature; false at the end.</summary>
    /// <exception cref="UnreadableFileException">The file is cut off, no JSON, or no GeoJSON.</exception>
    public bool Next()
    {
        current?.Dispose();
        current = null;
        while (true)
        {
            switch (place)
            {
                case Place.Before when Take(parse: false).Token != JsonTokenType.StartObject:
                    throw new UnreadableFileException("The file is JSON, but not GeoJSON: it does not begin with an object.");
                case Place.Before:
                    place = Place.Root;
                    break;
                case Place.Root:
                    Member();
                    break;
                case Place.Features:
                    var (token, _, value) = Take(parse: true);
                    if (token == JsonTokenType.EndArray)
                    {
                        place = Place.Root;
                        break;
                    }

                    current = value;
                    Row++;
                    Current = Feature(value!.RootElement);
                    return true;
                default:
                    return Alone();
            }
        }
    }

    public void Dispose()
    {
        current?.Dispose();
        content.Dispose();
    }

    /// <summary>A member of the outermost object, or its end.</summary>
    private void Member()
    {
        var (token, name, _) = Take(parse: false);
        if (token == JsonTokenType.EndObject)
        {
            place = Place.After;
            return;
        }

        if (name == "features")
        {
            hasFeatures = Take(parse: false).Token == JsonTokenType.StartArray
                ? true
                : throw new UnreadableFileException("The file is JSON, but not GeoJSON: its 'features' are no list.");
            place = Place.Features;
            return;
        }

        using JsonDocument value = Take(parse: true).Value!;
        JsonElement member = value.RootElement;
        if (name == "type" && member.ValueKind == JsonValueKind.String && member.ValueEquals("Topology"))
            throw new UnreadableFileException("The file is TopoJSON; convert it to GeoJSON (WGS84) and send that.");
        if (name == "crs")
            RequireWgs84(member);
        if (name is "type" or "geometry" or "properties" or "id" or "coordinates" && !hasFeatures)
            members[name] = member.Clone();
    }

    /// <summary>After the outermost object: a file may be a single feature, or a bare geometry.</summary>
    private bool Alone()
    {
        if (!IsOver())
            throw new UnreadableFileException("The file holds more than one JSON document; put its features into one FeatureCollection.");
        if (hasFeatures || Row > 0)
            return false;
        string? type = members.GetValueOrDefault("type") is { ValueKind: JsonValueKind.String } said ? said.GetString() : null;
        if (type != "Feature" && !GeometryTypes.Contains(type))
            throw new UnreadableFileException("The file is JSON, but not GeoJSON: it has no list 'features'.");
        Row = 1;
        if (type == "Feature")
        {
            Current = new GeoJsonFeature(members.GetValueOrDefault("properties"), members.GetValueOrDefault("geometry"), members.GetValueOrDefault("id"), null);
            return true;
        }

        current = JsonSerializer.SerializeToDocument(members);
        Current = new GeoJsonFeature(default, current.RootElement, default, null);
        return true;
    }

    private static GeoJsonFeature Feature(JsonElement feature)
    {
        if (feature.ValueKind != JsonValueKind.Object)
            return new GeoJsonFeature(default, default, default, "This is no feature: an object with 'properties' and 'geometry'.");
        JsonElement properties = Of("properties");
        return properties.ValueKind is JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined
            ? new GeoJsonFeature(properties, Of("geometry"), Of("id"), null)
            : new GeoJsonFeature(default, default, default, "The properties of the feature are no object.");

        JsonElement Of(string name) => feature.TryGetProperty(name, out JsonElement value) ? value : default;
    }

    /// <summary>Files from before RFC 7946 may name a coordinate system; any but WGS84 would put everything somewhere else.</summary>
    private static void RequireWgs84(JsonElement crs)
    {
        if (crs.ValueKind == JsonValueKind.Null)
            return;
        string? name = crs.ValueKind == JsonValueKind.Object && crs.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty("name", out JsonElement said) && said.ValueKind == JsonValueKind.String
            ? said.GetString()
            : null;
        if (name is null || !(name.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase) || name.EndsWith(":4326", StringComparison.Ordinal) || name.EndsWith("/4326", StringComparison.Ordinal)))
            throw new UnreadableFileException($"The file's coordinates are in {(name is null ? "a system that it does not name" : $"'{(name.Length > 80 ? name[..80] : name)}'")}; convert it to WGS84 longitude and latitude (EPSG:4326).");
    }

    private (JsonTokenType Token, string? Name, JsonDocument? Value) Take(bool parse)
    {
        while (true)
        {
            if (Try(parse, out var took))
                return took;
            if (!Fill())
                throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"The file is cut off: it ends inside {(place == Place.Features ? $"feature {Row + 1}" : "its outermost object")}, after {taken + end - start:N0} bytes. Send it again."));
        }
    }

    /// <summary>Takes the next token, or the whole value that it begins, when all of it is in the buffer.</summary>
    private bool Try(bool parse, out (JsonTokenType Token, string? Name, JsonDocument? Value) took)
    {
        took = default;
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinalBlock: false, state);
        try
        {
            if (!reader.Read())
                return false;
            JsonTokenType token = reader.TokenType;
            string? name = token == JsonTokenType.PropertyName ? reader.GetString() : null;
            JsonDocument? value = null;
            if (parse && token is not (JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject) && !JsonDocument.TryParseValue(ref reader, out value))
                return false;
            took = (token, name, value);
            start += (int)reader.BytesConsumed;
            taken += reader.BytesConsumed;
            state = reader.CurrentState;
            return true;
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(
                string.Create(CultureInfo.InvariantCulture, $"The file is not JSON: line {e.LineNumber + 1} cannot be read{(place == Place.Features ? $" (feature {Row + 1})" : "")}. {Words(e.Message)}"), e);
        }
    }

    /// <summary>The first sentence, without the position that follows it.</summary>
    private static string Words(string message) => message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var at ? message[..at].Trim() : message;

    /// <summary>Whether nothing but blanks is left.</summary>
    private bool IsOver()
    {
        while (true)
        {
            for (; start < end; start++)
            {
                if (buffer[start] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                    return false;
            }

            if (!Fill())
                return true;
        }
    }

    /// <summary>Reads on; false when there is nothing more.</summary>
    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        else if (end == buffer.Length)
        {
            if (buffer.Length >= MostFeatureBytes)
                throw new UnreadableFileException($"Feature {(Row + 1).ToString(CultureInfo.InvariantCulture)} is larger than {ByteSize.Words(MostFeatureBytes)}; simplify its shape first.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = content.ReadAtLeast(buffer.AsSpan(end), isFirstBlock ? 3 : 1, throwOnEndOfStream: false);
        end += read;
        if (isFirstBlock && buffer.AsSpan(0, end) is [0xEF, 0xBB, 0xBF, ..])
            start = 3;
        isFirstBlock = false;
        return read > 0;
    }
}
