using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GridApp.Features.Plants;

/// <summary>
/// Located plants as columns of little-endian numbers, for the map. Header of 32 bytes: ascii <c>GPL1</c>, uint32 count, uint32 total (before the limit),
/// float64 version of the catalogue, 12 bytes zero. Then int32 id[count], float32 longitude[count], float32 latitude[count], float32 capacity[count] in MW,
/// uint8 fuel[count], uint8 status[count] (orders of <see cref="Domain.Plants.Fuel"/> and <see cref="Domain.Plants.PlantStatus"/>). Biggest first, then by id.
/// </summary>
internal static class PackedPlants
{
    public const string ContentType = "application/octet-stream";

    private const int HeaderLength = 32;
    private const int PlantLength = 4 * sizeof(int) + 2;

    public static byte[] Of(PlantMatches matches)
    {
        ReadOnlySpan<int> indexes = matches.Indexes.Span;
        int count = indexes.Length;
        var packed = new byte[HeaderLength + count * PlantLength];
        "GPL1"u8.CopyTo(packed);
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(4), (uint)count);
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(8), (uint)matches.Total);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(12), matches.Snapshot.Version);

        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("The packed columns are written as this machine keeps them, which has to be little-endian.");
        Span<byte> rest = packed.AsSpan(HeaderLength);
        Span<int> ids = MemoryMarshal.Cast<byte, int>(rest[..(4 * count)]);
        Span<float> longitudes = MemoryMarshal.Cast<byte, float>(rest.Slice(4 * count, 4 * count));
        Span<float> latitudes = MemoryMarshal.Cast<byte, float>(rest.Slice(8 * count, 4 * count));
        Span<float> capacities = MemoryMarshal.Cast<byte, float>(rest.Slice(12 * count, 4 * count));
        Span<byte> fuels = rest.Slice(16 * count, count);
        Span<byte> statuses = rest.Slice(17 * count, count);
        PlantColumns columns = matches.Snapshot.Columns;
        for (int i = 0; i < count; i++)
        {
            int index = indexes[i];
            ids[i] = columns.Id[index];
            longitudes[i] = (float)columns.Longitude[index];
            latitudes[i] = (float)columns.Latitude[index];
            capacities[i] = (float)columns.CapacityMw[index];
            fuels[i] = columns.Fuel[index];
            statuses[i] = columns.Status[index];
        }

        return packed;
    }
}
