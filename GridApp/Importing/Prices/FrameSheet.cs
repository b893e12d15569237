using GridApp.Domain.Prices;

namespace GridApp.Importing.Prices;

/// <summary>Prices of one interval as a file says them, by place of the node, with the rows that say so.</summary>
internal sealed class FrameSheet(DateTimeOffset at)
{
    /// <summary>Start of the interval, UTC.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>Its length as the file says; 0 where it does not.</summary>
    public short Minutes { get; set; }

    /// <summary>By component, then by place; null: nothing is said of the component.</summary>
    public float[]?[] Values { get; } = new float[]?[PriceComponents.Count];

    /// <summary>By component, then by place: the row; 0 where there is none, the negative where two contradict each other. A row with all components stands under the first.</summary>
    public int[]?[] Rows { get; } = new int[]?[PriceComponents.Count];

    /// <summary>Places that there is room for.</summary>
    public int Room { get; private set; }

    /// <summary>Makes room for a place; gives by how many places it grew.</summary>
    public int Reach(int place, int nodes)
    {
        if (place < Room)
            return 0;
        var room = Math.Max(Math.Max(nodes, place + 1), Room == 0 ? 16 : Room * 2);
        for (var c = 0; c < Values.Length; c++)
        {
            if (Values[c] is { } known)
                Values[c] = Grown(known, room);
            if (Rows[c] is { } rows)
            {
                Array.Resize(ref rows, room);
                Rows[c] = rows;
            }
        }
        var grew = room - Room;
        Room = room;
        return grew;
    }

    /// <summary>The values of a component, made where they are the first.</summary>
    public float[] Component(int component)
    {
        if (Values[component] is { } known)
            return known;
        var values = GC.AllocateUninitializedArray<float>(Room);
        values.AsSpan().Fill(float.NaN);
        return Values[component] = values;
    }

    /// <summary>The rows of a component, made where they are the first.</summary>
    public int[] RowsOf(int component) => Rows[component] ??= new int[Room];

    /// <summary>Whether anything is said of a place.</summary>
    public bool Says(int place)
    {
        foreach (var component in Values)
        {
            if (component is not null && place < component.Length && !float.IsNaN(component[place]))
                return true;
        }
        return false;
    }

    /// <summary>The value at a place; NaN where there is none.</summary>
    public float Value(int component, int place) => Values[component] is { } values && place < values.Length ? values[place] : float.NaN;

    private static float[] Grown(float[] values, int room)
    {
        var grown = GC.AllocateUninitializedArray<float>(room);
        values.CopyTo(grown, 0);
        grown.AsSpan(values.Length).Fill(float.NaN);
        return grown;
    }
}
