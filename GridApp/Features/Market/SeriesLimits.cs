using GridApp.Domain;

namespace GridApp.Features.Market;

/// <summary>How much may be asked for at once.</summary>
public static class SeriesLimits
{
    /// <summary>Most values of time in one JSON answer.</summary>
    public const int MostPoints = 100_000;

    /// <summary>Longest span, days.</summary>
    public const int LongestDays = 20 * 366;

    internal static Invalid TooManyPoints { get; } = new("end", "This span holds more than 100,000 points; ask for a shorter one, or take it as text/csv, which has no such limit.");

    internal static Invalid TooLong { get; } = new("end", "The span is longer than 20 years; ask for a shorter one.");

    internal static Invalid BackToFront { get; } = new("end", "The end lies after the start.");

    /// <summary>What is wrong with a span, or null.</summary>
    internal static Invalid? Check(DateTimeOffset start, DateTimeOffset end) =>
        end <= start ? BackToFront
        : (end - start).TotalDays > LongestDays ? TooLong
        : null;
}
