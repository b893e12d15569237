namespace GridApp.Domain.Simulation.Series;

/// <summary>Random numbers that are looked up, not drawn in turn: the same seed, stream and index always give the same number, on every machine and in any order.</summary>
public static class SeededNoise
{
    /// <summary>A stream's number from its names (FNV-1a over the characters).</summary>
    public static ulong Stream(params ReadOnlySpan<string> names)
    {
        var hash = 14695981039346656037UL;
        foreach (var name in names)
        {
            foreach (var c in name)
            {
                hash = (hash ^ c) * 1099511628211UL;
            }
            hash = (hash ^ '/') * 1099511628211UL;
        }
        return hash;
    }

    /// <summary>Uniform in (0, 1).</summary>
    public static double Uniform(ulong seed, ulong stream, long index)
    {
        var bits = Mix(Mix(Mix(seed) ^ stream) ^ (ulong)index);
        return ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>Standard normal (Box and Muller).</summary>
    public static double Normal(ulong seed, ulong stream, long index)
    {
        var radius = Math.Sqrt(-2 * Math.Log(Uniform(seed, stream, index * 2)));
        return radius * Math.Cos(2 * Math.PI * Uniform(seed, stream, index * 2 + 1));
    }

    /// <summary>
    /// A stationary standard normal series with lag-one correlation close to <paramref name="persistence"/>: a moving average of <see cref="Normal"/> with
    /// geometric weights, cut where they no longer matter, so that any index can be asked for without its past.
    /// </summary>
    public static double Persistent(ulong seed, ulong stream, long index, double persistence)
    {
        var (sum, squares, weight) = (0.0, 0.0, 1.0);
        for (long lag = 0; weight > 0.02; lag++, weight *= persistence)
        {
            sum += weight * Normal(seed, stream, index - lag);
            squares += weight * weight;
        }
        return sum / Math.Sqrt(squares);
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
