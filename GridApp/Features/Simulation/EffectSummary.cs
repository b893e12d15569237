using GridApp.Domain.Simulation.RealTime;

namespace GridApp.Features.Simulation;

/// <summary>What an incident does to the simulated system in one interval, against the same interval without it.</summary>
/// <param name="At">Start of the interval, UTC.</param>
/// <param name="Minutes">Its length.</param>
/// <param name="CostWith">$ of the interval.</param>
/// <param name="CostWithout">$ it would have cost.</param>
/// <param name="PriceWith">System price, $/MWh.</param>
/// <param name="PriceWithout">What it would have been.</param>
/// <param name="LostMw">What the units concerned give less.</param>
/// <param name="ShedMw">Load that is not served because of it, MW.</param>
/// <param name="EmissionsKg">kg CO2 more (or less) in the interval.</param>
/// <param name="Nodes">Price change by node, the largest first.</param>
/// <param name="NewlyBinding">Lines at their limit that were not.</param>
/// <param name="NoLongerBinding">Codes of lines that no longer are.</param>
public sealed record EffectSummary(
    DateTime At, double Minutes, double CostWith, double CostWithout, double PriceWith, double PriceWithout, double LostMw, double ShedMw, double EmissionsKg,
    IReadOnlyList<NodeChange> Nodes, IReadOnlyList<BindingLine> NewlyBinding, IReadOnlyList<string> NoLongerBinding)
{
    /// <summary>What plants give more or less: of the caller's own organization, or all for a super admin.</summary>
    public IReadOnlyList<PlantChange> Plants { get; init; } = [];

    /// <summary>Of all intervals in which the incident was looked at; null for what is only asked.</summary>
    public EffectTotal? Total { get; init; }

    internal static EffectSummary Of(GridCatalogue catalogue, IncidentEffect effect) => new(
        effect.With.Start.UtcDateTime, effect.With.Length.TotalMinutes, Rounded(effect.With.Cost), Rounded(effect.Without.Cost), Rounded(effect.With.SystemPrice), Rounded(effect.Without.SystemPrice),
        Rounded(effect.LostMw), Rounded(effect.With.ShedMw.Sum(mw => (double)mw) - effect.Without.ShedMw.Sum(mw => (double)mw)),
        Rounded(effect.With.Co2Kg.Sum(kg => (double)kg) - effect.Without.Co2Kg.Sum(kg => (double)kg)),
        [
            .. effect.PriceChange.Index().OrderByDescending(change => Math.Abs(change.Item)).ThenBy(change => change.Index)
                .Select(change => new NodeChange(catalogue.Nodes[change.Index], catalogue.Grid.Buses[change.Index].Name, Rounded(effect.Without.Price[change.Index]), Rounded(effect.With.Price[change.Index]))),
        ],
        [
            .. effect.NewlyBinding.Select(line => new BindingLine(
                catalogue.Lines[line.Branch], GridCatalogue.LineCode(catalogue.Grid.Branches[line.Branch].Uid), Rounded(line.FlowMw), catalogue.Grid.Branches[line.Branch].RatingMw, Rounded(line.ShadowPrice))),
        ],
        [.. effect.NoLongerBinding.Select(line => GridCatalogue.LineCode(catalogue.Grid.Branches[line].Uid))]);

    private static double Rounded(double value) => Math.Round(value, 4);
}

/// <summary>What an incident did in all the intervals that it was part of, each against the same interval without it.</summary>
/// <param name="Intervals">How many were looked at.</param>
/// <param name="From">Start of the first, UTC.</param>
/// <param name="Until">End of the last.</param>
/// <param name="Hours">Their length together.</param>
/// <param name="Cost">$ more.</param>
/// <param name="PriceMean">$/MWh more, on average over time.</param>
/// <param name="EmissionsKg">kg CO2 more.</param>
/// <param name="ShedMwh">Load that was not served because of it.</param>
public sealed record EffectTotal(int Intervals, DateTime From, DateTime Until, double Hours, double Cost, double PriceMean, double EmissionsKg, double ShedMwh);

/// <summary>A node's price, $/MWh.</summary>
public sealed record NodeChange(int NodeId, string Name, double Without, double With);

/// <summary>A plant's output, MW.</summary>
public sealed record PlantChange(int PlantId, string Name, string Fuel, double WithoutMw, double WithMw);
