using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>Incidents as a GeoJSON FeatureCollection, written row by row out of the reader: nothing is kept of a row.</summary>
internal static class IncidentGeoJson
{
    public const string ContentType = "application/geo+json";

    /// <summary>A line's own course, in the column after <see cref="IncidentRows.Columns"/>.</summary>
    public const string Path = ", case when i.line_id is not null then st_asgeojson(l.path, 7) end";

    private const int FlushEvery = 64 * 1024;

    /// <summary>The first column of an incident: the total stands before it.</summary>
    private const int First = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static async Task WriteAsync(NpgsqlDataReader reader, int limit, PipeWriter output, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        bool isThere = await reader.ReadAsync(ct);
        int total = isThere ? Total(reader) : 0;
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteNumber("total"u8, total);
        json.WriteBoolean("truncated"u8, total > limit);
        json.WriteStartArray("features"u8);
        while (isThere)
        {
            Feature(json, reader);
            if (json.BytesPending > FlushEvery)
            {
                await json.FlushAsync(ct);
                if ((await output.FlushAsync(ct)).IsCompleted)
                    return; // the client is gone
            }

            isThere = await reader.ReadAsync(ct);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
        await output.FlushAsync(ct);
    }

    private static int Total(NpgsqlDataReader row) => row.GetInt32(0);

    private static void Feature(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteNumber("id"u8, row.GetInt32(First));
        json.WritePropertyName("geometry"u8);
        Geometry(json, row);
        json.WriteStartObject("properties"u8);
        json.WriteNumber("id"u8, row.GetInt32(First));
        Int(json, "plantId"u8, row, 1);
        Int(json, "unitId"u8, row, 2);
        Int(json, "lineId"u8, row, 3);
        Text(json, "plantName"u8, row, 4);
        Text(json, "unitCode"u8, row, 5);
        Text(json, "fuel"u8, row, 6);
        Text(json, "market"u8, row, 7);
        Text(json, "type"u8, row, 8);
        Text(json, "status"u8, row, 9);
        Text(json, "reason"u8, row, 10);
        Text(json, "causeCode"u8, row, 11);
        Text(json, "description"u8, row, 12);
        json.WriteNumber("affectedMw"u8, row.GetDouble(First + 13));
        json.WriteNumber("capacityMw"u8, row.GetDouble(First + 14));
        Moment(json, "start"u8, row, 15);
        Moment(json, "end"u8, row, 16);
        Moment(json, "expectedEnd"u8, row, 17);
        Text(json, "reportedBy"u8, row, 18);
        json.WriteBoolean("simulated"u8, row.GetBoolean(First + 19));
        Int(json, "organizationId"u8, row, 20);
        Int(json, "followsId"u8, row, 21);
        json.WriteBoolean("overCapacity"u8, row.GetBoolean(First + 22));
        Text(json, "source"u8, row, 23);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Geometry(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        if (!row.IsDBNull(First + 24) && !row.IsDBNull(First + 25))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "Point"u8);
            json.WriteStartArray("coordinates"u8);
            json.WriteNumberValue(Math.Round(row.GetDouble(First + 24), 7));
            json.WriteNumberValue(Math.Round(row.GetDouble(First + 25), 7));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else if (IncidentRows.Text(row, First + 27) is { } path)
        {
            json.WriteRawValue(path, skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(First + column))
            json.WriteNull(name);
        else
            json.WriteString(name, row.GetString(First + column));
    }

    private static void Int(Utf8JsonWriter json, ReadOnlySpan<byte> name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(First + column))
            json.WriteNull(name);
        else
            json.WriteNumber(name, row.GetInt32(First + column));
    }

    // A DateTime of kind UTC is written with Z.
    private static void Moment(Utf8JsonWriter json, ReadOnlySpan<byte> name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(First + column))
            json.WriteNull(name);
        else
            json.WriteString(name, row.GetDateTime(First + column));
    }
}
