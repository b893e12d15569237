using GridApp.Domain.Simulation.Dispatch;

namespace GridApp.Domain.Simulation.RealTime;

/// <summary>Everything the next five minutes need of the past. A market that is resumed from it goes on as if it had never stopped.</summary>
/// <param name="At">Where the next interval begins, in UTC.</param>
/// <param name="OutputMw">By unit, at the end of the last interval; 0 for a unit that is off or out.</param>
/// <param name="StoreMwh">By unit.</param>
/// <param name="OffSince">By unit: ticks (UTC) since when it stands still; 0 for unknown and for units that run.</param>
/// <param name="RunUntil">By unit: ticks (UTC) until when a start by real time keeps it on; 0 for none.</param>
/// <param name="Flows">By branch: around which the next losses are linearised.</param>
/// <param name="Warm">Where the solver begins.</param>
public sealed record RealTimeState(
    DateTimeOffset At, double[] OutputMw, double[] StoreMwh, long[] OffSince, long[] RunUntil, double[]? Flows, WarmStart? Warm);
