using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridApp.Hosting;

/// <summary>JSON as the API writes it: camelCase, and every moment in UTC with a Z.</summary>
public static class GridJson
{
    /// <summary>For whoever writes JSON by hand or compares it with what the API wrote.</summary>
    public static JsonSerializerOptions Options { get; } = Made();

    /// <summary>Makes a serializer write as the API does.</summary>
    public static void Configure(JsonSerializerOptions options) => options.Converters.Add(new Utc());

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }

    private sealed class Utc : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
    }
}
