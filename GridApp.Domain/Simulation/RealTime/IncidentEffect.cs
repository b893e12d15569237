using GridApp.Domain.Simulation.Dispatch;

namespace GridApp.Domain.Simulation.RealTime;

/// <summary>What incidents did to one interval: the same interval cleared with and without them, from the same state.</summary>
/// <param name="With">As it is.</param>
/// <param name="Without">As it would be.</param>
/// <param name="CostChange">$ of the interval; positive where the incidents cost something.</param>
/// <param name="PriceChange">By bus, $/MWh.</param>
/// <param name="LostMw">What the units named by the incidents gave less, in MW.</param>
/// <param name="Replaced">Every unit that changed its output by half a megawatt or more, the largest change first.</param>
/// <param name="NewlyBinding">Branches that bind with the incidents and did not without.</param>
/// <param name="NoLongerBinding">The other way round, as indices.</param>
public sealed record IncidentEffect(
    ClearedInterval With, ClearedInterval Without, double CostChange, float[] PriceChange, double LostMw,
    IReadOnlyList<UnitChange> Replaced, IReadOnlyList<BindingBranch> NewlyBinding, IReadOnlyList<int> NoLongerBinding)
{
    private const double Notable = 0.5;

    /// <param name="concerned">Units that the incidents are about, as indices.</param>
    public static IncidentEffect Of(ClearedInterval with, ClearedInterval without, IReadOnlyCollection<int> concerned) => new(
        with, without, with.Cost - without.Cost,
        [.. with.Price.Zip(without.Price, (now, otherwise) => now - otherwise)],
        concerned.Sum(g => Math.Max(0, without.UnitMw[g] - with.UnitMw[g])),
        [
            .. Enumerable.Range(0, with.UnitMw.Length).Select(g => new UnitChange(g, with.UnitMw[g] - without.UnitMw[g]))
                .Where(change => Math.Abs(change.Mw) >= Notable).OrderByDescending(change => Math.Abs(change.Mw)).ThenBy(change => change.Unit),
        ],
        [.. with.Binding.Where(line => without.Binding.All(other => other.Branch != line.Branch))],
        [.. without.Binding.Select(line => line.Branch).Where(branch => with.Binding.All(other => other.Branch != branch))]);
}

/// <param name="Unit">Index.</param>
/// <param name="Mw">What it gives more (or less) because of the incidents.</param>
public readonly record struct UnitChange(int Unit, double Mw);
