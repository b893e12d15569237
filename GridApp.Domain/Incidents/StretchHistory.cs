namespace GridApp.Domain.Incidents;

/// <summary>
/// Joins what a source publishes piece by piece: stretches of equal MW that touch or overlap are one. When a later publication makes one longer, the
/// shorter one stays known for the time in between. The stretches of the result, published again, give the same result.
/// </summary>
public static class StretchHistory
{
    /// <summary>The joined stretches, closed versions and the latest word alike.</summary>
    /// <param name="published">Of one outage, in any order; what says nothing new may be among it. Of equals the first counts.</param>
    /// <param name="news">As long as <paramref name="published"/>: set where a stretch said something that was not known then.</param>
    public static List<KnownStretch> Join(ReadOnlySpan<PublishedStretch> published, Span<bool> news)
    {
        int[] order = new int[published.Length];
        var keys = new (double Mw, long KnownFrom, long Start, int Index)[published.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = (published[i].Mw, published[i].KnownFrom.UtcTicks, published[i].Start.UtcTicks, i);
        }

        Array.Sort(keys, order);
        var versions = new List<KnownStretch>();
        // Of one MW: ordered by start, and no two of them touch.
        var latest = new List<PublishedStretch>();
        for (int i = 0; i < order.Length; i++)
        {
            PublishedStretch stretch = published[order[i]];
            if (latest.Count > 0 && latest[0].Mw != stretch.Mw)
                Keep(latest, versions);
            news[order[i]] = Add(stretch, latest, versions);
        }

        Keep(latest, versions);
        return versions;
    }

    private static bool Add(PublishedStretch stretch, List<PublishedStretch> latest, List<KnownStretch> versions)
    {
        int first = FirstEndingAtOrAfter(latest, stretch.Start);
        int end = first;
        PublishedStretch joined = stretch;
        while (end < latest.Count && latest[end].Start <= stretch.End)
        {
            PublishedStretch known = latest[end++];
            if (known.Start <= stretch.Start && known.End >= stretch.End)
                return false;
            joined = joined with { Start = Earlier(joined.Start, known.Start), End = Later(joined.End, known.End) };
        }

        for (int i = first; i < end; i++)
        {
            // What was published together was never known in part.
            if (latest[i].KnownFrom < stretch.KnownFrom)
                versions.Add(Version(latest[i], stretch.KnownFrom));
        }

        latest.RemoveRange(first, end - first);
        latest.Insert(first, joined);
        return true;
    }

    private static int FirstEndingAtOrAfter(List<PublishedStretch> latest, DateTimeOffset start)
    {
        int low = 0;
        int high = latest.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (latest[middle].End < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static void Keep(List<PublishedStretch> latest, List<KnownStretch> versions)
    {
        foreach (PublishedStretch stretch in latest)
            versions.Add(Version(stretch, null));
        latest.Clear();
    }

    private static KnownStretch Version(PublishedStretch stretch, DateTimeOffset? knownTo) =>
        new(stretch.Start, stretch.End, stretch.Mw, stretch.KnownFrom, knownTo);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
