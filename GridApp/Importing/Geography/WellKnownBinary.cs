using System.Buffers.Binary;
using GridApp.Domain.Geography;

namespace GridApp.Importing.Geography;

/// <summary>Writes shapes as extended well-known binary, little-endian, in WGS84.</summary>
internal static class WellKnownBinary
{
    private const int HasSystem = 0x20000000;
    private const int Wgs84 = 4326;

    /// <summary>One part is written as a plain shape, several as a Multi...</summary>
    public static byte[] Of(Shape shape)
    {
        using var stream = new MemoryStream();
        using var bytes = new BinaryWriter(stream);
        int kind = 1 + (int)shape.Kind;
        bool many = shape.Parts.Count > 1;
        bytes.Write((byte)1);
        bytes.Write((many ? kind + 3 : kind) | HasSystem);
        bytes.Write(Wgs84);
        if (many)
            bytes.Write(shape.Parts.Count);
        foreach (IReadOnlyList<double[]> part in shape.Parts)
        {
            if (many)
            {
                bytes.Write((byte)1);
                bytes.Write(kind);
            }

            if (shape.Kind == ShapeKind.Polygon)
                bytes.Write(part.Count);
            foreach (double[] path in part)
            {
                if (shape.Kind != ShapeKind.Point)
                    bytes.Write(path.Length / 2);
                Positions(bytes, path);
            }
        }

        bytes.Flush();
        return stream.ToArray();
    }

    private static void Positions(BinaryWriter bytes, double[] path)
    {
        Span<byte> number = stackalloc byte[sizeof(double)];
        foreach (double one in path)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, one);
            bytes.Write(number);
        }
    }
}
