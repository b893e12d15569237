using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>
/// A plant's GeoJSON feature as UTF-8, made once per change of the plant and copied into every answer. What varies with the moment (available MW and
/// status) comes last, so that an answer for another moment keeps the constant part and writes its own end.
/// </summary>
internal readonly struct PlantFeature
{
    /// <summary>Letters of every script stay as they are; what HTML could take for markup is escaped.</summary>
    internal static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.Create(UnicodeRanges.All);

    private static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };

    private readonly byte[] utf8;
    private readonly int constant;

    private PlantFeature(byte[] utf8, int constant)
    {
        this.utf8 = utf8;
        this.constant = constant;
    }

    /// <summary>The feature with the availability it was made with.</summary>
    public ReadOnlySpan<byte> Whole => utf8;

    /// <summary>The feature up to its varying end.</summary>
    public ReadOnlySpan<byte> Constant => utf8.AsSpan(0, constant);

    public static PlantFeature Of(CataloguePlant plant, Availability availability)
    {
        var buffer = new ArrayBufferWriter<byte>(640);
        using (var json = new Utf8JsonWriter(buffer, Options))
            WriteConstant(json, plant);
        int constant = buffer.WrittenCount;
        WriteVarying(buffer, availability);
        return new PlantFeature(buffer.WrittenSpan.ToArray(), constant);
    }

    /// <summary>The end of a feature: available MW, status, and the closing braces.</summary>
    public static void WriteVarying(IBufferWriter<byte> buffer, Availability availability)
    {
        buffer.Write(",\"availableMw\":"u8);
        Span<byte> number = buffer.GetSpan(32);
        availability.AvailableMw.TryFormat(number, out int written, default, System.Globalization.CultureInfo.InvariantCulture);
        buffer.Advance(written);
        buffer.Write(",\"status\":\""u8);
        buffer.Write(System.Text.Encoding.UTF8.GetBytes(availability.Status.Code()));
        buffer.Write("\"}}"u8);
    }

    private static void WriteConstant(Utf8JsonWriter json, CataloguePlant plant)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteNumber("id"u8, plant.Id);
        if (plant is { Longitude: { } longitude, Latitude: { } latitude })
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
        json.WriteNumber("id"u8, plant.Id);
        json.WriteString("code"u8, plant.Code);
        json.WriteString("name"u8, plant.Name);
        json.WriteString("fuel"u8, plant.Fuel.Code());
        json.WriteString("sourceFuel"u8, plant.SourceFuel);
        json.WriteNumber("capacityMw"u8, plant.CapacityMw);
        json.WriteString("market"u8, plant.Market);
        json.WriteBoolean("marketApproximate"u8, plant.MarketApproximate);
        json.WriteString("country"u8, plant.Country);
        json.WriteString("zone"u8, plant.Zone);
        json.WriteString("owner"u8, plant.Owner);
        json.WriteString("eic"u8, plant.Eic);
        if (plant.OrganizationId is { } organization)
            json.WriteNumber("organizationId"u8, organization);
        else
            json.WriteNull("organizationId"u8);
        json.WriteBoolean("simulated"u8, plant.Simulated);

        // The two open braces are closed by WriteVarying.
        json.Flush();
    }
}
