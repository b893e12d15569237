using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace GridApp.Features.Geography;

/// <summary>How the room writes GeoJSON.</summary>
internal static class FeatureJson
{
    public const string ContentType = "application/geo+json";

    /// <summary>Letters of every script stay as they are; what HTML could take for markup is escaped.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    public static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
