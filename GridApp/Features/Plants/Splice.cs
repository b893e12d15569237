namespace GridApp.Features.Plants;

/// <summary>
/// How the columns of one snapshot become those of the next: runs that stay, copied as blocks, and between them the plants that are new or changed. A write
/// of one plant then costs a few block copies and not a walk over all of them.
/// </summary>
internal sealed class Splice
{
    /// <summary>A run of the old column, or, with no count, one entry of the fresh one.</summary>
    private readonly List<(int From, int Count)> parts = [];

    /// <summary>Plans it.</summary>
    /// <param name="plants">The old snapshot's, sorted.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="changed">New and changed plants, sorted.</param>
    public Splice(CataloguePlant[] plants, int[] ids, CataloguePlant[] changed)
    {
        int[] removed = Replaced(ids, changed);
        int position = 0, nextRemoved = 0, nextChanged = 0;
        while (nextRemoved < removed.Length || nextChanged < changed.Length)
        {
            int removeAt = nextRemoved < removed.Length ? removed[nextRemoved] : int.MaxValue;
            int insertAt = nextChanged < changed.Length ? After(plants, changed[nextChanged]) : int.MaxValue;
            if (insertAt <= removeAt)
            {
                Run(position, insertAt);
                parts.Add((nextChanged++, 0));
                Length++;
                position = insertAt;
            }
            else
            {
                Run(position, removeAt);
                position = removeAt + 1;
                nextRemoved++;
            }
        }

        Run(position, plants.Length);
    }

    /// <summary>Number of plants afterwards.</summary>
    public int Length { get; private set; }

    /// <summary>A column of the next snapshot.</summary>
    /// <param name="old">The column as it was.</param>
    /// <param name="fresh">The column of the changed plants, in their order.</param>
    public T[] Apply<T>(T[] old, T[] fresh)
    {
        var next = new T[Length];
        int at = 0;
        foreach ((int from, int count) in parts)
        {
            if (count == 0)
            {
                next[at++] = fresh[from];
                continue;
            }

            Array.Copy(old, from, next, at, count);
            at += count;
        }

        return next;
    }

    private void Run(int from, int to)
    {
        if (to <= from)
            return;
        parts.Add((from, to - from));
        Length += to - from;
    }

    /// <summary>Indexes of the old plants that change, ascending.</summary>
    private static int[] Replaced(int[] ids, CataloguePlant[] changed)
    {
        // Looking for one number in an array of integers is so fast that an index by id pays only for many.
        const int Many = 500;
        if (changed.Length < Many)
            return [.. changed.Select(plant => Array.IndexOf(ids, plant.Id)).Where(index => index >= 0).Distinct().Order()];
        var wanted = new HashSet<int>(changed.Select(plant => plant.Id));
        return [.. Enumerable.Range(0, ids.Length).Where(index => wanted.Contains(ids[index]))];
    }

    /// <summary>Index of the first old plant that stands after this one.</summary>
    private static int After(CataloguePlant[] plants, CataloguePlant plant)
    {
        int low = 0, high = plants.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (CataloguePlant.Compare(plants[middle], plant) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
