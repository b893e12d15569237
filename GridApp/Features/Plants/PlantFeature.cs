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

    /// <summary>Bytes of a block that neighbouring features share.</summary>
    private const int BlockLength = 1024 * 1024;

    private readonly byte[] block;
    private readonly int start;
    private readonly int constant;
    private readonly int length;

    private PlantFeature(byte[] block, int start, int constant, int length)
    {
        this.block = block;
        this.start = start;
        this.constant = constant;
        this.length = length;
    }

    /// <summary>The feature with the availability it was made with.</summary>
    public ReadOnlySpan<byte> Whole => block.AsSpan(start + 1, length - 1);

    /// <summary>The feature up to its varying end.</summary>
    public ReadOnlySpan<byte> Constant => block.AsSpan(start + 1, constant);

    /// <summary>Bytes with the comma before it.</summary>
    public int LengthWithComma => length;

    /// <summary>Features of plants in this order. They lie one behind the other, a comma before each, so that an answer copies whole runs of them.</summary>
    public static PlantFeature[] Of(ReadOnlySpan<CataloguePlant> plants)
    {
        var features = new PlantFeature[plants.Length];
        var buffer = new ArrayBufferWriter<byte>(plants.Length == 1 ? 640 : BlockLength + 4096);
        var places = new List<(int Start, int Constant, int Length)>();
        using var json = new Utf8JsonWriter(buffer, Options);
        int done = 0;
        for (int i = 0; i < plants.Length; i++)
        {
            int start = buffer.WrittenCount;
            buffer.Write(","u8);
            json.Reset();
            WriteConstant(json, plants[i]);
            int constant = buffer.WrittenCount - start - 1;
            WriteVarying(buffer, Availability.Of(plants[i].CapacityMw));
            places.Add((start, constant, buffer.WrittenCount - start));
            if (buffer.WrittenCount < BlockLength && i < plants.Length - 1)
                continue;

            byte[] block = buffer.WrittenSpan.ToArray();
            foreach ((int from, int constantLength, int wholeLength) in places)
                features[done++] = new PlantFeature(block, from, constantLength, wholeLength);
            places.Clear();
            buffer.ResetWrittenCount();
        }

        return features;
    }

    /// <summary>These features, those of some plants with another end. The new ones lie one behind the other, in the order of the indexes.</summary>
    public static PlantFeature[] With(PlantFeature[] features, (int Index, Availability Availability)[] changed)
    {
        if (changed.Length == 0)
            return features;
        PlantFeature[] with = features.AsSpan().ToArray();
        var buffer = new ArrayBufferWriter<byte>(changed.Length * 512);
        foreach ((int index, Availability availability) in changed)
        {
            int start = buffer.WrittenCount;
            ReadOnlySpan<byte> constant = features[index].Constant;
            buffer.Write(","u8);
            buffer.Write(constant);
            WriteVarying(buffer, availability);

            // Where they lie is known; the block follows when it is whole.
            with[index] = new PlantFeature([], start, constant.Length, buffer.WrittenCount - start);
        }

        byte[] block = buffer.WrittenSpan.ToArray();
        foreach ((int index, _) in changed)
            with[index] = new PlantFeature(block, with[index].start, with[index].constant, with[index].length);
        return with;
    }

    /// <summary>Whether the other feature lies directly behind this one.</summary>
    public bool IsFollowedBy(in PlantFeature other) => ReferenceEquals(block, other.block) && start + length == other.start;

    /// <summary>The bytes from this feature's comma to the end of another of its run.</summary>
    public ReadOnlySpan<byte> RunTo(in PlantFeature last) => block.AsSpan(start, last.start + last.length - start);

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
