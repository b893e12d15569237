namespace GridApp.Domain.Prices;

/// <summary>What makes a price a spike.</summary>
public enum SpikeTest
{
    /// <summary>More than a price.</summary>
    Above,

    /// <summary>Less than a price.</summary>
    Below,

    /// <summary>Further from the mean of the same hours of the days before than so many standard deviations, in either direction.</summary>
    Unusual,
}

/// <summary>A rule that people set: which prices they want to hear of.</summary>
/// <param name="Threshold">A price, or a number of standard deviations.</param>
/// <param name="Days">How many days before are compared with, for <see cref="SpikeTest.Unusual"/>.</param>
public sealed record SpikeRule(SpikeTest Test, double Threshold, int Days = 0)
{
    /// <summary>Fewer earlier values than this say nothing of what is usual.</summary>
    public const int LeastHistory = 3;

    /// <summary>A deviation never counts as less than this, in currency per MWh ...</summary>
    public const double LeastDeviation = 0.5;

    /// <summary>... nor as less than this part of the mean: where prices hardly move, a cent is no spike.</summary>
    public const double LeastShare = 0.02;

    private static readonly string[] Codes = ["above", "below", "unusual"];

    /// <summary>The API's words for tests.</summary>
    public static IReadOnlyList<string> AllTests => Codes;

    public static string CodeOf(SpikeTest test) => Codes[(int)test];

    public static bool TryParse(string? code, out SpikeTest test)
    {
        var index = Array.IndexOf(Codes, code);
        test = (SpikeTest)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The prices that the rule means, the worst first.</summary>
    /// <param name="values">By node; NaN for none.</param>
    /// <param name="history">The same hours of the days before, by node, for <see cref="SpikeTest.Unusual"/>.</param>
    public IReadOnlyList<SpikeHit> Find(ReadOnlySpan<float> values, HourHistory? history)
    {
        var hits = new List<SpikeHit>();
        for (var node = 0; node < values.Length; node++)
        {
            if (!float.IsNaN(values[node]) && Judge(node, values[node], history) is { } hit)
                hits.Add(hit);
        }
        hits.Sort((x, y) => Severity(y.Value, y.Score).CompareTo(Severity(x.Value, x.Score)));
        return hits;
    }

    /// <summary>How bad a price is to this rule: of two, the larger is worse.</summary>
    public double Severity(double value, double? score) => Test switch
    {
        SpikeTest.Above => value,
        SpikeTest.Below => -value,
        _ => Math.Abs(score ?? 0),
    };

    private SpikeHit? Judge(int node, float value, HourHistory? history)
    {
        switch (Test)
        {
            case SpikeTest.Above:
                return value > Threshold ? new SpikeHit(node, value, null, null) : null;
            case SpikeTest.Below:
                return value < Threshold ? new SpikeHit(node, value, null, null) : null;
            default:
                if (history is null || history.Count(node) < LeastHistory)
                    return null;
                var mean = history.Mean(node);
                var deviation = Math.Max(history.Deviation(node), Math.Max(LeastDeviation, Math.Abs(mean) * LeastShare));
                var score = (value - mean) / deviation;
                return Math.Abs(score) > Threshold ? new SpikeHit(node, value, mean, score) : null;
        }
    }
}

/// <summary>A price that a rule means.</summary>
/// <param name="Node">Index among the values.</param>
/// <param name="Expected">The mean of the same hours before, where it was compared with them.</param>
/// <param name="Score">How many deviations from it.</param>
public sealed record SpikeHit(int Node, float Value, double? Expected, double? Score);
