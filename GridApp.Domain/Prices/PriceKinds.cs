using System.Collections.Frozen;
using System.Text;

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

    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DAM"] = DayAhead, ["DA"] = DayAhead, ["DAHOURLY"] = DayAhead, ["DAYAHEAD"] = DayAhead, ["DAYAHEADHOURLY"] = DayAhead, ["DAYAHEADMARKET"] = DayAhead,
        ["FMM"] = FifteenMinute, ["RTPD"] = FifteenMinute, ["RT15"] = FifteenMinute, ["REALTIME15MIN"] = FifteenMinute, ["FIFTEENMINUTEMARKET"] = FifteenMinute,
        ["RTM"] = RealTime, ["RT"] = RealTime, ["RTD"] = RealTime, ["RT5"] = RealTime, ["RTBM"] = RealTime, ["REALTIME"] = RealTime, ["REALTIMEMARKET"] = RealTime,
        ["REALTIME5MIN"] = RealTime, ["REALTIMEHOURLY"] = RealTime,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind that a source means, in any case and punctuation ("Day-Ahead", "rtpd"); null: none of these.</summary>
    public static string? FromSource(string? word)
    {
        var key = new StringBuilder();
        foreach (var c in word ?? "")
        {
            if (char.IsAsciiLetterOrDigit(c))
                key.Append(char.ToUpperInvariant(c));
        }
        return Words.GetValueOrDefault(key.ToString());
    }
}
