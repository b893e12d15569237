using System.Buffers.Binary;

namespace GridApp.Features.Geography;

/// <summary>Reads lines out of well-known binary, little-endian as it was asked for.</summary>
internal static class WellKnownBinary
{
    private const int LineString = 2;
    private const int MultiLineString = 5;

    /// <summary>The pieces of a LineString or MultiLineString.</summary>
    public static IReadOnlyList<double[]> Lines(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        switch (Header(bytes, ref at))
        {
            case LineString:
                return [Positions(bytes, ref at)];
            case MultiLineString:
                var pieces = new double[Count(bytes, ref at)][];
                for (int i = 0; i < pieces.Length; i++)
                {
                    Header(bytes, ref at);
                    pieces[i] = Positions(bytes, ref at);
                }

                return pieces;
            default:
                throw new InvalidOperationException("The database keeps a line that is none.");
        }
    }

    /// <summary>Order of bytes, then what it is.</summary>
    private static int Header(ReadOnlySpan<byte> bytes, ref int at)
    {
        at++;
        return Count(bytes, ref at);
    }

    private static int Count(ReadOnlySpan<byte> bytes, ref int at)
    {
        int number = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        at += sizeof(int);
        return number;
    }

    private static double[] Positions(ReadOnlySpan<byte> bytes, ref int at)
    {
        var positions = new double[Count(bytes, ref at) * 2];
        for (int i = 0; i < positions.Length; i++, at += sizeof(double))
            positions[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
        return positions;
    }
}
