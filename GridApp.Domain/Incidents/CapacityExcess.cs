namespace GridApp.Domain.Incidents;

/// <summary>Where more is out than there is. People may not report such a thing; what others publish is kept, and told.</summary>
public static class CapacityExcess
{
    /// <summary>Whose stretches take part in an excess over the capacity at some instant.</summary>
    /// <typeparam name="TOwner">Names an incident.</typeparam>
    /// <param name="capacityMw">Nominal capacity of the plant, MW.</param>
    /// <param name="stretches">Everything that is out of it, in any order.</param>
    public static HashSet<TOwner> Owners<TOwner>(double capacityMw, IReadOnlyCollection<(Occupation Stretch, TOwner Owner)> stretches)
    {
        List<(DateTimeOffset Start, DateTimeOffset End)> excesses = Excesses(capacityMw, stretches.Select(each => each.Stretch));
        var owners = new HashSet<TOwner>();
        if (excesses.Count == 0)
            return owners;
        foreach ((Occupation stretch, TOwner owner) in stretches)
        {
            if (Meets(stretch, excesses))
                owners.Add(owner);
        }

        return owners;
    }

    private static List<(DateTimeOffset Start, DateTimeOffset End)> Excesses(double capacityMw, IEnumerable<Occupation> stretches)
    {
        var changes = new List<(DateTimeOffset At, double Mw)>();
        foreach (Occupation stretch in stretches)
        {
            changes.Add((stretch.Start, stretch.Mw));
            if (stretch.End is { } end)
                changes.Add((end, -stretch.Mw));
        }

        // At one instant what ends is gone before what begins is there: times are half-open.
        changes.Sort();
        var excesses = new List<(DateTimeOffset Start, DateTimeOffset End)>();
        DateTimeOffset? since = null;
        double sum = 0;
        foreach ((DateTimeOffset at, double mw) in changes)
        {
            sum += mw;
            bool over = sum > capacityMw + CapacityLeft.Dust;
            if (over && since is null)
            {
                since = at;
            }
            else if (!over && since is { } start)
            {
                if (at > start)
                    excesses.Add((start, at));
                since = null;
            }
        }

        if (since is { } open)
            excesses.Add((open, DateTimeOffset.MaxValue));
        return excesses;
    }

    private static bool Meets(Occupation stretch, List<(DateTimeOffset Start, DateTimeOffset End)> excesses)
    {
        // The first excess that ends after the stretch begins; they are in order and apart.
        int low = 0;
        int high = excesses.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (excesses[middle].End <= stretch.Start)
                low = middle + 1;
            else
                high = middle;
        }

        return low < excesses.Count && (stretch.End is not { } end || excesses[low].Start < end);
    }
}
