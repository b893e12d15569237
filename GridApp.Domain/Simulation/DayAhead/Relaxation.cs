namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>The commitment problem solved without whole numbers.</summary>
/// <param name="On">By thermal unit (in the order of <see cref="CommitmentProblem.Thermal"/>) and hour: how much of it is on, 0 to 1.</param>
/// <param name="StoreMw">By unit and hour: a storage's or solar field's output, negative when charging.</param>
/// <param name="StoreMwh">By unit and hour: what is in the store at the hour's end.</param>
/// <param name="FreeMw">By hour: given energy that can be taken: all there is, or where branches bind as much as was taken.</param>
/// <param name="Cost">$ of the day: no commitment of whole units costs less.</param>
internal sealed record Relaxation(double[][] On, double[][] StoreMw, double[][] StoreMwh, double[] FreeMw, double Cost);
