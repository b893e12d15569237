namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>What the day-ahead market decided that real time needs: an application keeps it (<see cref="PlanBytes"/>) or solves the day again.</summary>
/// <param name="Day">The market's own day.</param>
/// <param name="On">By unit, then hour: whether a thermal unit is committed.</param>
/// <param name="UnitMw">By hour, then unit: the planned output; for stores the plan that real time follows.</param>
/// <param name="Start">How the day found its units.</param>
public sealed record DayAheadPlan(DateOnly Day, bool[][] On, float[][] UnitMw, Opening Start);

/// <summary>A cleared day.</summary>
/// <param name="Hours">24 of them.</param>
/// <param name="Close">How the next day finds its units.</param>
/// <param name="RelaxedCost">$ of the commitment problem without whole numbers, its own loss estimate and reserve included: a yardstick for <paramref name="CommittedCost"/>.</param>
/// <param name="CommittedCost">$ of the repaired commitment by the same yardstick (merit order without network, starts included).</param>
public sealed record DayAheadResult(DayAheadPlan Plan, IReadOnlyList<ClearedInterval> Hours, Opening Close, double RelaxedCost, double CommittedCost);
