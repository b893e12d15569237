using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>Puts what a filter found into another order.</summary>
internal static class PlantOrder
{
    /// <summary>Indexes into the snapshot. What has no value comes last in both directions; equals stay biggest first.</summary>
    public static int[] Of(PlantMatches matches, PlantSort sort, bool descending)
    {
        int[] indexes = matches.Indexes.ToArray();
        PlantSnapshot snapshot = matches.Snapshot;
        switch (sort)
        {
            case PlantSort.Capacity:
                if (!descending)
                    Array.Reverse(indexes);
                return indexes;
            case PlantSort.Available:
                return Sorted(indexes, index => snapshot.AvailabilityAt(index).AvailableMw, Comparer<double>.Default, _ => true, descending);
            case PlantSort.Status:
                return Sorted(indexes, index => (int)snapshot.AvailabilityAt(index).Status, Comparer<int>.Default, _ => true, descending);
            default:
                // Folded, so that Ç stands with C and case does not matter, and ordinal: a culture's own rules would take a second for all plants.
                return Sorted(indexes, index => Text(snapshot, index, sort), StringComparer.Ordinal, text => text.Length > 0, descending);
        }
    }

    private static string Text(PlantSnapshot snapshot, int index, PlantSort sort) => sort switch
    {
        PlantSort.Name => snapshot.SearchNameAt(index),
        PlantSort.Fuel => snapshot[index].Fuel.Code(),
        PlantSort.Market => snapshot[index].Market ?? "",
        PlantSort.Country => snapshot[index].Country ?? "",
        _ => SearchText.Fold(snapshot[index].Owner ?? ""),
    };

    private static int[] Sorted<T>(int[] indexes, Func<int, T> key, IComparer<T> comparer, Func<T, bool> known, bool descending)
    {
        (T Key, int Index)[] rows = [.. indexes.Select(index => (key(index), index))];
        Array.Sort(rows, (x, y) =>
        {
            int byKnown = known(y.Key).CompareTo(known(x.Key));
            if (byKnown != 0)
                return byKnown;
            int byKey = comparer.Compare(x.Key, y.Key);
            return byKey != 0 ? (descending ? -byKey : byKey) : x.Index.CompareTo(y.Index);
        });
        return [.. rows.Select(row => row.Index)];
    }
}
