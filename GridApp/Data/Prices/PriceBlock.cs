namespace GridApp.Data.Prices;

/// <summary>Prices of one kind at nodes of one market, on their way into the cube.</summary>
/// <param name="Market">Market code.</param>
/// <param name="Kind"><c>DAM</c>, <c>FMM</c> or <c>RTM</c>.</param>
/// <param name="Nodes">Numbers of the nodes, each once, in the order of every frame's values.</param>
/// <param name="Frames">Intervals, each start once.</param>
public sealed record PriceBlock(string Market, string Kind, int[] Nodes, IReadOnlyList<PriceFrame> Frames)
{
    /// <summary>Whether they come from the simulated market.</summary>
    public bool Simulated { get; init; }

    /// <summary>The import that brings them, or null.</summary>
    public int? ImportId { get; init; }
}

/// <summary>Prices of one interval.</summary>
/// <param name="At">Its start.</param>
/// <param name="Minutes">Its length.</param>
/// <param name="Values">By component, then by node of the block. NaN says nothing of a node, null nothing of a component: what is known of them stays.</param>
public sealed record PriceFrame(DateTimeOffset At, short Minutes, float[]?[] Values)
{
    /// <summary>False where the length is only inferred: an interval that is known already then keeps its own.</summary>
    public bool MinutesSaid { get; init; } = true;
}

/// <summary>Why a price was not taken.</summary>
public enum PriceConflict
{
    /// <summary>The market or another organization says something else there.</summary>
    SomebodyElses,

    /// <summary>An interval of another length begins there, with nodes that the new one does not have.</summary>
    OtherLength,
}

/// <summary>Told of each price that is not taken: the frame, the place of the node in the block, and why.</summary>
public delegate void PriceRefusal(PriceFrame frame, int place, PriceConflict conflict);

/// <summary>What writing did.</summary>
/// <param name="Values">Values that are new or different, each component for itself.</param>
/// <param name="Cells">The same by node and interval: one is counted once.</param>
/// <param name="Corrected">Of the cells, those that were known with another value; the earlier version is kept.</param>
/// <param name="Added">Intervals that were not known.</param>
public readonly record struct PriceWrite(int Values, int Cells, int Corrected, int Added)
{
    public static PriceWrite operator +(PriceWrite a, PriceWrite b) => new(a.Values + b.Values, a.Cells + b.Cells, a.Corrected + b.Corrected, a.Added + b.Added);

    /// <summary>The sum.</summary>
    public static PriceWrite Add(PriceWrite left, PriceWrite right) => left + right;
}
