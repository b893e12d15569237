using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>How a market day finds its units.</summary>
/// <param name="HoursInState">By unit: hours it has been on (positive) or off (negative); 0 for units that are not committed.</param>
/// <param name="OutputMw">By unit: its output in the last hour before.</param>
/// <param name="StoreMwh">By unit: what is in its store.</param>
public sealed record Opening(int[] HoursInState, double[] OutputMw, double[] StoreMwh)
{
    /// <summary>Long enough for every minimum up and down time and every cold start.</summary>
    internal const int LongAgo = 100;

    /// <summary>A beginning for a day of which no day before is known: everything stands still long since, only always-on units run.</summary>
    public static Opening Cold(GridData grid) => new(
        [.. grid.Units.Select(unit => unit.Kind != UnitKind.Thermal ? 0 : unit.AlwaysOn ? LongAgo : -LongAgo)],
        [.. grid.Units.Select(unit => unit.AlwaysOn ? unit.MinMw : 0)],
        [.. grid.Units.Select(unit => unit.Store?.OpeningMwh ?? 0)]);
}
