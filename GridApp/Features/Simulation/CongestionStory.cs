namespace GridApp.Features.Simulation;

/// <summary>Why a node of the simulated grid has the congestion that it has.</summary>
/// <param name="At">Start of the interval, UTC.</param>
/// <param name="Congestion">$/MWh, the congestion part of the node's price; null where no price is kept.</param>
/// <param name="Lines">Lines at their limits, what they matter most first.</param>
/// <param name="CurtailedMw">Wind, sun and water that nobody took, in the whole market; null where it is not known.</param>
public sealed record CongestionStory(DateTimeOffset At, int Minutes, double? Congestion, IReadOnlyList<CongestedLine> Lines, double? CurtailedMw = null)
{
    /// <summary>What the lines add up to.</summary>
    public double Explained => Lines.Sum(line => line.Contribution);
}

/// <summary>A line at its limit, seen from a node.</summary>
/// <param name="Factor">Share of a megawatt put in at the node that flows over the line, in its direction.</param>
/// <param name="Contribution">What it adds to the node's congestion, $/MWh.</param>
public sealed record CongestedLine(int LineId, string Code, string From, string To, double FlowMw, double LimitMw, double ShadowPrice, double Factor, double Contribution);
