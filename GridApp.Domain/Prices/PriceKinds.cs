namespace GridApp.Domain.Prices;

/// <summary>Kinds of price that markets publish.</summary>
public static class PriceKinds
{
    /// <summary>Day-ahead.</summary>
    public const string DayAhead = "DAM";

    /// <summary>Fifteen-minute real-time.</summary>
    public const string FifteenMinute = "FMM";

    /// <summary>Real-time dispatch, of five minutes mostly.</summary>
    public const string RealTime = "RTM";

    /// <summary>No kind that is published, but what follows from two: day-ahead less real-time, at every real-time interval.</summary>
    public const string Dart = "DART";

    /// <summary>What is published.</summary>
    public static IReadOnlyList<string> All { get; } = [DayAhead, FifteenMinute, RealTime];
}
