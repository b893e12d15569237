using System.Buffers;

namespace GridApp.Domain.Prices;

/// <summary>What many prices of one moment are together. Percentiles interpolate between neighbours, as <c>percentile_cont</c> does.</summary>
/// <param name="Count">How many have a price.</param>
/// <param name="Negative">How many of them are below zero.</param>
public readonly record struct PriceStatistics(int Count, int Negative, double Min, double P05, double Median, double Mean, double P95, double Max)
{
    /// <summary>Digits after the point: a float32 of thousands holds no more.</summary>
    private const int Digits = 4;

    /// <summary>Statistics of the values that are there; null where none is (NaN: no price).</summary>
    public static PriceStatistics? Of(ReadOnlySpan<float> values)
    {
        var rented = ArrayPool<uint>.Shared.Rent(Math.Max(values.Length * 2, 1));
        try
        {
            var keys = rented.AsSpan(0, values.Length);
            var count = 0;
            var negative = 0;
            var sum = 0.0;
            foreach (var value in values)
            {
                if (float.IsNaN(value))
                {
                    continue;
                }
                keys[count++] = Key(value);
                negative += value < 0 ? 1 : 0;
                sum += value;
            }
            if (count == 0)
            {
                return null;
            }
            Sort(keys[..count], rented.AsSpan(values.Length, count));
            return new(
                count, negative, Rounded(Value(keys[0])), At(keys[..count], 0.05), At(keys[..count], 0.5), Rounded(sum / count), At(keys[..count], 0.95), Rounded(Value(keys[count - 1])));
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(rented);
        }
    }

    private static double At(ReadOnlySpan<uint> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        double low = Value(sorted[below]);
        double high = Value(sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return Rounded(low + ((high - low) * (place - below)));
    }

    private static double Rounded(double value) => Math.Round(value, Digits) + 0.0;

    /// <summary>Bits that order as the numbers do.</summary>
    private static uint Key(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }

    private static float Value(uint key) => BitConverter.UInt32BitsToSingle((key & 0x8000_0000) != 0 ? key & 0x7FFF_FFFF : ~key);

    /// <summary>By radix, eleven bits at a time: a moment of a market is thousands of values, and a comparison sort of them takes longer than reading them did.</summary>
    private static void Sort(Span<uint> keys, Span<uint> spare)
    {
        if (keys.Length < 256)
        {
            keys.Sort();
            return;
        }
        const int Bits = 11;
        const int Buckets = 1 << Bits;
        Span<int> starts = stackalloc int[3 * Buckets];
        starts.Clear();
        foreach (var key in keys)
        {
            starts[(int)(key & (Buckets - 1))]++;
            starts[Buckets + (int)((key >> Bits) & (Buckets - 1))]++;
            starts[(2 * Buckets) + (int)(key >> (2 * Bits))]++;
        }
        for (var pass = 0; pass < 3; pass++)
        {
            var mine = starts.Slice(pass * Buckets, Buckets);
            var sum = 0;
            for (var i = 0; i < Buckets; i++)
            {
                (mine[i], sum) = (sum, sum + mine[i]);
            }
        }
        Pass(keys, spare, starts[..Buckets], 0);
        Pass(spare, keys, starts.Slice(Buckets, Buckets), Bits);
        Pass(keys, spare, starts[(2 * Buckets)..], 2 * Bits);
        spare.CopyTo(keys);

        static void Pass(ReadOnlySpan<uint> from, Span<uint> to, Span<int> starts, int shift)
        {
            foreach (var key in from)
            {
                to[starts[(int)((key >> shift) & (Buckets - 1))]++] = key;
            }
        }
    }
}
