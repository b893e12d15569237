namespace GridApp.Domain.Simulation.RealTime;

/// <summary>Five minutes of real time.</summary>
/// <param name="Interval">What happened.</param>
/// <param name="Next">Hand it to the next step.</param>
/// <param name="Started">Units that real time started on top of the plan, as indices.</param>
public sealed record RealTimeStep(ClearedInterval Interval, RealTimeState Next, IReadOnlyList<int> Started);
