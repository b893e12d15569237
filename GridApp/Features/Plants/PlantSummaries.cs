using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>How many plants of one fuel there are.</summary>
/// <param name="Fuel">Fuel code.</param>
/// <param name="Count">Plants.</param>
/// <param name="CapacityMw">Their nominal capacity together, MW.</param>
public sealed record FuelSummary(string Fuel, int Count, double CapacityMw);

/// <summary>How many plants of one market there are.</summary>
/// <param name="Market">Market code; null for the plants without one.</param>
/// <param name="Count">Plants.</param>
/// <param name="CapacityMw">Their nominal capacity together, MW.</param>
public sealed record MarketSummary(string? Market, int Count, double CapacityMw);

/// <summary>Counts over a snapshot.</summary>
internal static class PlantSummaries
{
    /// <summary>By fuel, most capacity first; fuels without a plant are left out.</summary>
    public static IReadOnlyList<FuelSummary> ByFuel(PlantMatches matches) =>
        [.. Count(matches, plant => plant.Fuel).Select(sum => new FuelSummary(sum.Key.Code(), sum.Count, sum.CapacityMw))];

    /// <summary>By market, most capacity first, the plants without one last.</summary>
    public static IReadOnlyList<MarketSummary> ByMarket(PlantMatches matches) =>
        [.. Count(matches, plant => plant.Market ?? "").OrderBy(sum => sum.Key.Length == 0).Select(sum => new MarketSummary(sum.Key.Length == 0 ? null : sum.Key, sum.Count, sum.CapacityMw))];

    private static IEnumerable<(TKey Key, int Count, double CapacityMw)> Count<TKey>(PlantMatches matches, Func<CataloguePlant, TKey> key)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, (int Count, double CapacityMw)>();
        foreach (int index in matches.Indexes.Span)
        {
            CataloguePlant plant = matches.Snapshot[index];
            (int count, double capacity) = sums.GetValueOrDefault(key(plant));
            sums[key(plant)] = (count + 1, capacity + plant.CapacityMw);
        }

        // Thousandths of a MW are below every source's precision; sums of binary fractions carry more digits than they know.
        return sums
            .Select(pair => (pair.Key, pair.Value.Count, CapacityMw: Math.Round(pair.Value.CapacityMw, 3)))
            .OrderByDescending(sum => sum.CapacityMw)
            .ThenByDescending(sum => sum.Count);
    }
}
