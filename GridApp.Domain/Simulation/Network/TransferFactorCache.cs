using System.Collections.Concurrent;
using System.Globalization;
using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Network;

/// <summary>Transfer factors by topology, made when first asked for. Safe for all threads.</summary>
public sealed class TransferFactorCache(GridData grid)
{
    /// <summary>70 kB each for RTS-GMLC; outages combine freely, so the cache is emptied rather than let grow.</summary>
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<string, TransferFactors> known = new(StringComparer.Ordinal);

    public TransferFactors Of(IEnumerable<int> outOfService)
    {
        var outs = outOfService.Distinct().Order().ToArray();
        if (known.Count >= Capacity)
        {
            known.Clear();
        }
        return known.GetOrAdd(string.Join(',', outs.Select(k => k.ToString(CultureInfo.InvariantCulture))), _ => TransferFactors.Of(grid, outs));
    }
}
