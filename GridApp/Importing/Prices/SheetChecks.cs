using System.Globalization;
using GridApp.Domain.Prices;

namespace GridApp.Importing.Prices;

/// <summary>What is odd in prices that are taken all the same: gaps, holes, totals that are not the sum of their parts. And the lengths of intervals where the file says none.</summary>
internal static class SheetChecks
{
    private const int MostGapsListed = 10;

    /// <summary>ISO New England rounds each part by itself.</summary>
    private const double ToleranceOfIsone = 0.02;

    /// <summary>The length of intervals: what the file most often has between two starts; else what the market's kind has today.</summary>
    public static short LengthOf(KindSheet kind, IReadOnlyList<FrameSheet> frames)
    {
        var gaps = frames.Zip(frames.Skip(1), (a, b) => (b.At - a.At).TotalMinutes).Where(gap => gap is >= 1 and <= 60 && 60 % gap == 0)
            .GroupBy(gap => gap).OrderByDescending(gap => gap.Count()).ThenBy(gap => gap.Key).Select(gap => (short?)gap.Key);
        return gaps.FirstOrDefault() ?? (short)kind.Market.Kinds.First(one => one.Kind == kind.Kind).IntervalMinutes;
    }

    /// <summary>Warns of what is odd in a kind of price.</summary>
    public static void Run(KindSheet kind, IReadOnlyList<FrameSheet> frames, short length, ImportTally tally)
    {
        Gaps(kind, frames, length, tally);
        Holes(kind, frames, tally);
        Identity(kind, frames, tally);
    }

    private static void Gaps(KindSheet kind, IReadOnlyList<FrameSheet> frames, short length, ImportTally tally)
    {
        var listed = 0;
        for (var i = 1; i < frames.Count; i++)
        {
            var end = frames[i - 1].At.AddMinutes(frames[i - 1].Minutes == 0 ? length : frames[i - 1].Minutes);
            // Starts off the grid may leave seconds.
            if (frames[i].At - end < TimeSpan.FromMinutes(1))
                continue;
            if (++listed <= MostGapsListed)
                tally.Warn($"{kind.Market.Code} {kind.Kind}: there are no prices from {LayoutFile.Moment(end)} to {LayoutFile.Moment(frames[i].At)}.");
            else
                tally.Warn($"{kind.Market.Code} {kind.Kind}: there are further gaps between the intervals.");
        }
    }

    private static void Holes(KindSheet kind, IReadOnlyList<FrameSheet> frames, ImportTally tally)
    {
        var speaking = new bool[kind.Nodes.Count];
        foreach (var frame in frames)
        {
            for (var n = 0; n < Math.Min(speaking.Length, frame.Room); n++)
                speaking[n] |= frame.Says(n);
        }
        var (holes, first) = (0, "");
        foreach (var frame in frames)
        {
            for (var n = 0; n < speaking.Length; n++)
            {
                if (!speaking[n] || frame.Says(n))
                    continue;
                if (holes++ == 0)
                    first = $"{kind.Nodes.Word(n)} at {LayoutFile.Moment(frame.At)}";
            }
        }
        if (holes > 0)
            tally.Warn($"{kind.Market.Code} {kind.Kind}: nodes lack prices in intervals that other nodes have; the first is {first}.", holes);
    }

    private static void Identity(KindSheet kind, IReadOnlyList<FrameSheet> frames, ImportTally tally)
    {
        var tolerance = kind.Market.Code == "ISONE" ? ToleranceOfIsone : PriceIdentity.Tolerance;
        var (breaks, first) = (0, "");
        foreach (var frame in frames.Where(frame => frame.Values.Take(4).All(component => component is not null)))
        {
            for (var n = 0; n < frame.Room; n++)
            {
                if (PriceIdentity.Holds(frame.Value(0, n), frame.Value(1, n), frame.Value(2, n), frame.Value(3, n), frame.Value(4, n), tolerance))
                    continue;
                if (breaks++ == 0)
                    first = $"{kind.Nodes.Word(n)} at {LayoutFile.Moment(frame.At)}";
            }
        }
        if (breaks > 0)
        {
            tally.Warn(
                string.Create(CultureInfo.InvariantCulture, $"{kind.Market.Code} {kind.Kind}: prices are not the sum of their parts (by more than {tolerance}); they are kept as published. The first is {first}."), breaks);
        }
    }
}
