using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GridApp.Domain.Prices;

/// <summary>
/// Values in a fixed order as a few bytes each, without loss against float32: two bytes where all are decimals of a common scale close enough to each other
/// (markets publish cents), four otherwise, none but the header where all are the same. NaN stands for "no value". Everything is little-endian.
/// <code>
/// byte 0     form: 0 float32, 1 scaled int16, 2 one value for all
/// byte 1     decimals (form 1)
/// byte 2, 3  zero
/// byte 4..7  form 1: base, int32; form 2: the value, float32; form 0: zero
/// byte 8..   form 0: float32 each; form 1: int16 each, value = (base + n) / 10^decimals, -32768 stands for NaN; form 2: nothing
/// </code>
/// </summary>
public static class PackedValues
{
    public const int HeaderBytes = 8;

    private const byte Floats = 0;
    private const byte Scaled = 1;
    private const byte Same = 2;
    private const short None = short.MinValue;

    private static readonly double[] Powers = [1, 10, 100, 1_000, 10_000];

    /// <summary>Packs values; unpacked they are the same bit by bit (every NaN as one).</summary>
    public static byte[] Pack(ReadOnlySpan<float> values)
    {
        if (IsOneValue(values))
        {
            return One(values.IsEmpty ? float.NaN : values[0]);
        }
        for (var decimals = 0; decimals < Powers.Length; decimals++)
        {
            if (Range(values, Powers[decimals]) is not { } range)
            {
                continue;
            }
            // More decimals only widen the range.
            return range.Most - range.Least <= short.MaxValue - (short.MinValue + 1) ? Scale(values, decimals, range) : Raw(values);
        }
        return Raw(values);
    }

    /// <summary>How many values a pack holds; null where it says the same for as many as are asked for.</summary>
    public static int? Count(ReadOnlySpan<byte> packed) => Form(packed) switch
    {
        Floats => (packed.Length - HeaderBytes) / sizeof(float),
        Scaled => (packed.Length - HeaderBytes) / sizeof(short),
        _ => null,
    };

    /// <summary>Unpacks as many values as there is room for.</summary>
    /// <exception cref="ArgumentException">The pack is not one, or holds fewer values.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<float> values)
    {
        var form = Form(packed);
        var body = packed[HeaderBytes..];
        switch (form)
        {
            case Floats when body.Length >= values.Length * sizeof(float):
                MemoryMarshal.Cast<byte, float>(body)[..values.Length].CopyTo(values);
                return;
            case Scaled when body.Length >= values.Length * sizeof(short):
                Unscale(MemoryMarshal.Cast<byte, short>(body), BaseOf(packed), Powers[packed[1]], values);
                return;
            case Same:
                values.Fill(BinaryPrimitives.ReadSingleLittleEndian(packed[4..]));
                return;
            default:
                throw new ArgumentException($"A pack of form {form} and {packed.Length} bytes does not hold {values.Length} values.", nameof(packed));
        }
    }

    /// <summary>One value of a pack.</summary>
    public static float At(ReadOnlySpan<byte> packed, int index)
    {
        var body = packed[HeaderBytes..];
        return Form(packed) switch
        {
            Floats => BinaryPrimitives.ReadSingleLittleEndian(body[(index * sizeof(float))..]),
            Scaled => BinaryPrimitives.ReadInt16LittleEndian(body[(index * sizeof(short))..]) is var n && n == None ? float.NaN : (float)((BaseOf(packed) + (double)n) / Powers[packed[1]]),
            _ => BinaryPrimitives.ReadSingleLittleEndian(packed[4..]),
        };
    }

    /// <summary>Whether the values of a pack take two bytes each; its header is enough to tell.</summary>
    public static bool IsScaled(ReadOnlySpan<byte> header) => Form(header) == Scaled;

    /// <summary>Puts the values of a scaled pack in another order, without reading them as numbers.</summary>
    /// <param name="packed">Two bytes a value (<see cref="IsScaled"/>).</param>
    /// <param name="places">Where each of its values goes.</param>
    /// <param name="placed">The pack that is made, as long as it is to be; where no value goes there is none.</param>
    public static void Place(ReadOnlySpan<byte> packed, ReadOnlySpan<int> places, Span<byte> placed)
    {
        packed[..HeaderBytes].CopyTo(placed);
        var from = MemoryMarshal.Cast<byte, short>(packed[HeaderBytes..]);
        var to = MemoryMarshal.Cast<byte, short>(placed[HeaderBytes..]);
        to.Fill(None);
        for (var i = 0; i < places.Length; i++)
        {
            to[places[i]] = from[i];
        }
    }

    private static byte Form(ReadOnlySpan<byte> packed) =>
        packed.Length >= HeaderBytes && packed[0] <= Same && packed[1] < Powers.Length
            ? packed[0]
            : throw new ArgumentException($"{packed.Length} bytes are not packed values.", nameof(packed));

    private static int BaseOf(ReadOnlySpan<byte> packed) => BinaryPrimitives.ReadInt32LittleEndian(packed[4..]);

    private static bool IsOneValue(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
        {
            return true;
        }
        if (float.IsNaN(values[0]))
        {
            foreach (var value in values)
            {
                if (!float.IsNaN(value))
                {
                    return false;
                }
            }
            return true;
        }
        // Bits, since -0 is not to become 0.
        return MemoryMarshal.Cast<float, int>(values).IndexOfAnyExcept(BitConverter.SingleToInt32Bits(values[0])) < 0;
    }

    /// <summary>The least and the most of the values in units of a decimal place; null where one is not a whole number of them.</summary>
    private static (int Least, int Most)? Range(ReadOnlySpan<float> values, double power)
    {
        var least = int.MaxValue;
        var most = int.MinValue;
        foreach (var value in values)
        {
            if (float.IsNaN(value))
            {
                continue;
            }
            var scaled = Math.Round(value * power);
            // An integer has no minus zero.
            if (!(Math.Abs(scaled) < int.MaxValue / 2) || BitConverter.SingleToInt32Bits((float)(((int)scaled) / power)) != BitConverter.SingleToInt32Bits(value))
            {
                return null;
            }
            least = Math.Min(least, (int)scaled);
            most = Math.Max(most, (int)scaled);
        }
        return (least, most);
    }

    private static byte[] One(float value)
    {
        var packed = new byte[HeaderBytes];
        packed[0] = Same;
        BinaryPrimitives.WriteSingleLittleEndian(packed.AsSpan(4), value);
        return packed;
    }

    private static byte[] Raw(ReadOnlySpan<float> values)
    {
        var packed = new byte[HeaderBytes + (values.Length * sizeof(float))];
        MemoryMarshal.AsBytes(values).CopyTo(packed.AsSpan(HeaderBytes));
        return packed;
    }

    private static byte[] Scale(ReadOnlySpan<float> values, int decimals, (int Least, int Most) range)
    {
        var packed = new byte[HeaderBytes + (values.Length * sizeof(short))];
        packed[0] = Scaled;
        packed[1] = (byte)decimals;
        var origin = range.Least - (short.MinValue + 1);
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(4), origin);
        var body = MemoryMarshal.Cast<byte, short>(packed.AsSpan(HeaderBytes));
        for (var at = 0; at < values.Length; at++)
        {
            body[at] = float.IsNaN(values[at]) ? None : (short)((int)Math.Round(values[at] * Powers[decimals]) - origin);
        }
        return packed;
    }

    private static void Unscale(ReadOnlySpan<short> body, int origin, double power, Span<float> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = body[at] == None ? float.NaN : (float)((origin + (double)body[at]) / power);
        }
    }
}
