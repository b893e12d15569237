namespace GridApp.Importing.Undo;

/// <summary>What the undo of an import does to one kind of things.</summary>
/// <param name="Name">plants, nodes, values (of a series at a time) or intervals (of nodal prices).</param>
/// <param name="Removed">How many the import made, which go.</param>
/// <param name="Restored">How many it changed, which get their earlier values back.</param>
public sealed record UndonePart(string Name, int Removed, int Restored);

/// <summary>What the undo of an import does.</summary>
/// <param name="Parts">By kind of things.</param>
public sealed record UndoExtent(IReadOnlyList<UndonePart> Parts)
{
    /// <summary>How many rows go.</summary>
    public int Removed => Parts.Sum(part => part.Removed);

    /// <summary>How many rows get earlier values back.</summary>
    public int Restored => Parts.Sum(part => part.Restored);
}
