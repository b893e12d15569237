using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using GridApp.Domain.Geography;
using GridApp.Features.Plants;

namespace GridApp.Features.Geography;

/// <summary>All zones at one version of the catalogue, largest first. Shapes are read when the first asks for their zoom step, and kept as ready bytes.</summary>
public sealed class ZoneSnapshot : IVersioned
{
    private readonly Zone[] zones;
    private readonly string[] searchTexts;
    private readonly bool[] givesWay;
    private readonly Func<int?, CancellationToken, Task<Dictionary<int, byte[]>>> shapes;
    private readonly ConcurrentDictionary<int, Lazy<Task<FeatureBlock>>> blocks = new();

    internal ZoneSnapshot(long version, Zone[] zones, Func<int?, CancellationToken, Task<Dictionary<int, byte[]>>> shapes)
    {
        Version = version;
        this.zones = zones;
        this.shapes = shapes;
        searchTexts = Array.ConvertAll(zones, zone => SearchText.Fold(zone.Name + "\n" + zone.Code));

        // A boundary that stands in for a market's is not shown beside one that somebody published.
        HashSet<(string?, ZoneType)> published = [.. zones.Where(zone => zone is { IsWholeMarket: true, Approximate: false }).Select(zone => (zone.Market, zone.Type))];
        givesWay = Array.ConvertAll(zones, zone => zone is { IsWholeMarket: true, Approximate: true } && published.Contains((zone.Market, zone.Type)));
    }

    /// <summary>Version of the catalogue that this is.</summary>
    public long Version { get; }

    /// <summary>Number of zones, those that give way included.</summary>
    public int Count => zones.Length;

    /// <summary>The zone at an index of <see cref="GeographyMatches"/>.</summary>
    public Zone this[int index] => zones[index];

    /// <summary>Index of the zone with an id, or -1.</summary>
    public int IndexOf(int id) => Array.FindIndex(zones, zone => zone.Id == id);

    /// <summary>Zones that a filter means for certain, by index; <paramref name="doubtful"/> are those of which only the box around a part reaches into the filter's.</summary>
    internal List<int> Find(ZoneFilter filter, out List<int> doubtful)
    {
        string? text = filter.Text is { Length: > 0 } said ? SearchText.Fold(said) : null;
        var found = new List<int>();
        doubtful = [];
        for (int i = 0; i < zones.Length; i++)
        {
            Zone zone = zones[i];
            if (givesWay[i]
                || (filter.Markets.Count > 0 && !filter.Markets.Contains(zone.Market ?? GeographyQuery.NoMarket))
                || (filter.Types.Count > 0 && !filter.Types.Contains(zone.Type))
                || (filter.Simulated is { } simulated && zone.Simulated != simulated)
                || (text is not null && !searchTexts[i].Contains(text, StringComparison.Ordinal)))
            {
                continue;
            }

            if (filter.Box is not { } box || zone.Boxes.Any(part => box.Covers(part.West, part.South, part.East, part.North)))
                found.Add(i);
            else if (zone.Boxes.Any(part => box.Overlaps(part.West, part.South, part.East, part.North)))
                doubtful.Add(i);
        }

        return found;
    }

    /// <summary>The zones as GeoJSON features with the shapes of a zoom step, null for the whole ones.</summary>
    internal async ValueTask<FeatureBlock> FeaturesAsync(int? step, CancellationToken ct)
    {
        // One reads for all who wait, so it is not the first one's to cancel.
        Lazy<Task<FeatureBlock>> block = blocks.GetOrAdd(step ?? -1, _ => new(() => ReadAsync(step)));
        try
        {
            return await block.Value.WaitAsync(ct);
        }
        catch when (block.Value.IsFaulted)
        {
            blocks.TryRemove(KeyValuePair.Create(step ?? -1, block));
            throw;
        }
    }

    private async Task<FeatureBlock> ReadAsync(int? step)
    {
        Dictionary<int, byte[]> byId = await shapes(step, CancellationToken.None);
        using var json = new Utf8JsonWriter(new ArrayBufferWriter<byte>(), FeatureJson.Options);
        return FeatureBlock.Of(zones.Length, (buffer, i) => Write(json, buffer, zones[i], byId.GetValueOrDefault(zones[i].Id)));
    }

    private static void Write(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, Zone zone, byte[]? shape)
    {
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteNumber("id"u8, zone.Id);
        json.WritePropertyName("geometry"u8);
        if (shape is null)
            json.WriteNullValue();
        else
            json.WriteRawValue(shape, skipInputValidation: true);
        json.WriteStartObject("properties"u8);
        json.WriteNumber("id"u8, zone.Id);
        json.WriteString("code"u8, zone.Code);
        json.WriteString("name"u8, zone.Name);
        json.WriteString("type"u8, zone.Type.Code());
        json.WriteString("market"u8, zone.Market);
        json.WriteString("parent"u8, zone.Parent);
        json.WriteNumber("areaKm2"u8, zone.AreaKm2);
        json.WriteStartArray("label"u8);
        json.WriteNumberValue(Math.Round(zone.Longitude, 5));
        json.WriteNumberValue(Math.Round(zone.Latitude, 5));
        json.WriteEndArray();
        json.WriteBoolean("approximate"u8, zone.Approximate);
        json.WriteString("source"u8, zone.Source);
        json.WriteBoolean("simulated"u8, zone.Simulated);
        FeatureJson.Number(json, "organizationId"u8, zone.OrganizationId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }
}
