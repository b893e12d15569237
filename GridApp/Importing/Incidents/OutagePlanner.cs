using GridApp.Domain.Incidents;

namespace GridApp.Importing.Incidents;

/// <summary>Lays what a file says of an outage beside what is known of it.</summary>
internal static class OutagePlanner
{
    /// <summary>For sources whose rows add up: everything that was ever said, joined.</summary>
    public static OutagePlan Accumulate(Outage outage, KnownIncident? known, ImportTally tally)
    {
        var rows = outage.Rows;
        var before = known?.Segments ?? [];
        var published = new PublishedStretch[before.Count + rows.Count];
        var lastStart = DateTimeOffset.MinValue;
        for (var i = 0; i < before.Count; i++)
        {
            var segment = before[i].Segment;
            published[i] = new PublishedStretch(segment.Start, segment.End ?? DateTimeOffset.MaxValue, segment.Mw, segment.KnownFrom);
            lastStart = segment.Start > lastStart ? segment.Start : lastStart;
        }

        for (var i = 0; i < rows.Count; i++)
            published[before.Count + i] = new PublishedStretch(rows[i].Start, rows[i].End!.Value, rows[i].Mw, rows[i].KnownFrom);

        var news = new bool[published.Length];
        var versions = StretchHistory.Join(published, news).ConvertAll(version => new Segment(version.Start, version.End, null, version.Mw, version.KnownFrom, version.KnownTo));
        var (added, closed) = Compare(versions, before);
        var said = news.AsSpan(before.Count).Count(true);
        if (known is null && said < rows.Count)
            tally.Warn("Rows repeat, wholly or in part, what another row of the same outage says; they count once.", rows.Count - said);

        var newest = Newest(rows);
        if (rows.Exists(row => row.Type != newest.Type || row.Reason != newest.Reason))
            tally.Warn("Rows of one outage differ in type or cause; the row that starts last counts.");
        var follows = known is null || newest.Start >= lastStart;
        return new OutagePlan
        {
            Outage = outage,
            Known = known,
            // A type is part of every segment; a report of one day does not rewrite the days before.
            Type = known?.Type ?? newest.Type.Code(),
            Cancelled = known?.Cancelled ?? false,
            Reason = follows ? newest.Reason : known!.Reason,
            CauseCode = follows ? newest.CauseCode : known!.CauseCode,
            Description = known?.Description,
            Open = versions.FindAll(version => version.KnownTo is null),
            Added = added,
            Closed = closed,
            ChangedRows = said,
        };
    }

    /// <summary>For files that say the whole of an outage: its rows are its stretches, and what they no longer say ends now.</summary>
    public static OutagePlan Replace(Outage outage, KnownIncident? known, DateTimeOffset now, ImportTally tally)
    {
        var rows = Latest(outage.Rows);
        if (rows.Count < outage.Rows.Count)
            tally.Warn("Rows are overlapped by a later row of the same outage; the later row counts.", outage.Rows.Count - rows.Count);
        var last = outage.Rows[^1];
        var type = last.Type.Code();
        var wanted = rows.ConvertAll(row => new Segment(row.Start, row.End, row.ExpectedEnd, row.Mw, now, null));
        var added = last.Cancelled ? [] : new List<Segment>(wanted);
        var closed = new List<(long, DateTimeOffset)>();
        foreach (var (id, segment) in known?.Segments ?? [])
        {
            if (segment.KnownTo is not null)
                continue;
            if (known!.Type != type || added.RemoveAll(each => SameStretch(each, segment)) == 0)
                closed.Add((id, segment.KnownFrom > now ? segment.KnownFrom : now));
        }

        return new OutagePlan
        {
            Outage = outage,
            Known = known,
            Type = type,
            Cancelled = last.Cancelled,
            Reason = last.Reason,
            CauseCode = last.CauseCode,
            Description = last.Description,
            Open = wanted,
            Added = added,
            Closed = closed,
            ChangedRows = known is null ? rows.Count : Math.Max(1, added.Count),
        };
    }

    /// <summary>The row that starts last, of several the last one of the file.</summary>
    private static OutageRow Newest(List<OutageRow> rows)
    {
        var newest = rows[0];
        foreach (var row in rows)
            newest = row.Start >= newest.Start ? row : newest;
        return newest;
    }

    private static (List<Segment> Added, List<(long, DateTimeOffset)> Closed) Compare(List<Segment> versions, List<(long Id, Segment Segment)> before)
    {
        if (before.Count == 0)
            return (versions, []);
        var added = versions.ToHashSet();
        var closed = new List<(long, DateTimeOffset)>();
        var ends = versions.ToDictionary(version => version with { KnownTo = null }, version => version.KnownTo);
        foreach (var (id, segment) in before)
        {
            if (added.Remove(segment))
                continue;
            if (ends.TryGetValue(segment with { KnownTo = null }, out var knownTo) && knownTo is { } end)
            {
                added.Remove(segment with { KnownTo = end });
                closed.Add((id, end));
            }
            else
            {
                // A file that came late shows that this was never the latest word.
                closed.Add((id, segment.KnownFrom));
            }
        }

        return ([.. added], closed);
    }

    /// <summary>The rows that no later row overlaps, ordered by start.</summary>
    private static List<OutageRow> Latest(List<OutageRow> rows)
    {
        var kept = new List<OutageRow>();
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            var row = rows[i];
            var (low, high) = (0, kept.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (kept[middle].End is { } end && end <= row.Start)
                    low = middle + 1;
                else
                    high = middle;
            }

            // The first kept row that ends after this one begins: apart when it also begins after this one has ended.
            if (low == kept.Count || (row.End is { } mine && mine <= kept[low].Start))
                kept.Insert(low, row);
        }

        return kept;
    }

    private static bool SameStretch(Segment a, Segment b) =>
        a.Start == b.Start && a.End == b.End && a.ExpectedEnd == b.ExpectedEnd && a.Mw == b.Mw;
}
