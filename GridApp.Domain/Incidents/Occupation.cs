namespace GridApp.Domain.Incidents;

/// <summary>MW that an incident takes from its subject over a stretch of time.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive; null for as long as nobody knows better.</param>
/// <param name="Mw">MW, positive.</param>
public readonly record struct Occupation(DateTimeOffset Start, DateTimeOffset? End, double Mw)
{
    /// <summary>
    /// The stretch that an incident is counted for: its end, or else the end that is expected when that is still to come. An expectation that has passed
    /// ends nothing, the incident simply lasts.
    /// </summary>
    public static Occupation Of(DateTimeOffset start, DateTimeOffset? end, DateTimeOffset? expectedEnd, double mw, DateTimeOffset now) =>
        new(start, end ?? (expectedEnd > now && expectedEnd > start ? expectedEnd : null), mw);

    /// <summary>
    /// When a stretch is on view for somebody who goes through time and knows at each moment what was known then: from when it lasted and was known, until it
    /// ended or was known to be otherwise. An end that was only expected was always still to come. Null when nobody ever saw it last.
    /// </summary>
    /// <param name="start">Of the stretch.</param>
    /// <param name="end">Of the stretch, exclusive; null where this version of it has none.</param>
    /// <param name="mw">MW.</param>
    /// <param name="knownFrom">Since when it was known to be so.</param>
    /// <param name="knownTo">Until when; null while it is.</param>
    public static Occupation? SeenThen(DateTimeOffset start, DateTimeOffset? end, double mw, DateTimeOffset knownFrom, DateTimeOffset? knownTo)
    {
        DateTimeOffset first = start > knownFrom ? start : knownFrom;
        DateTimeOffset? last = end is { } over && knownTo is { } corrected ? (over < corrected ? over : corrected) : end ?? knownTo;
        return last <= first ? null : new(first, last, mw);
    }

    /// <summary>Whether it takes something at the instant.</summary>
    public bool Covers(DateTimeOffset at) => Start <= at && (End is not { } end || at < end);

    /// <summary>Whether both take something at one instant.</summary>
    public bool Overlaps(Occupation other) =>
        (other.End is not { } theirs || Start < theirs) && (End is not { } mine || other.Start < mine);
}

/// <summary>Where capacity is shortest.</summary>
/// <param name="Mw">MW that others leave, zero or more.</param>
/// <param name="At">The first instant at which that is so.</param>
public readonly record struct CapacityLeft(double Mw, DateTimeOffset At)
{
    /// <summary>Sums of binary fractions carry dust; an excess of less than this (MW) is none.</summary>
    public const double Dust = 0.0005;

    /// <summary>
    /// The least capacity that the others leave at any instant of a stretch. Others begin and end inside it, so it is looked for where it can first be
    /// reached: at the stretch's own start and wherever another begins.
    /// </summary>
    /// <param name="capacityMw">Nominal capacity of the subject, MW.</param>
    /// <param name="wanted">The stretch; its MW do not matter.</param>
    /// <param name="others">What is out already, in any order.</param>
    public static CapacityLeft Over(double capacityMw, Occupation wanted, IReadOnlyCollection<Occupation> others)
    {
        Occupation[] overlapping = [.. others.Where(other => other.Mw > 0 && other.Overlaps(wanted))];
        DateTimeOffset[] instants = [wanted.Start, .. overlapping.Select(other => other.Start).Where(start => start > wanted.Start).Order()];
        var least = new CapacityLeft(double.PositiveInfinity, wanted.Start);
        foreach (DateTimeOffset at in instants)
        {
            double left = Math.Max(0, capacityMw - overlapping.Where(other => other.Covers(at)).Sum(other => other.Mw));
            if (left < least.Mw - Dust)
                least = new CapacityLeft(left, at);
        }

        return least;
    }
}
