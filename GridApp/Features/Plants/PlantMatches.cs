namespace GridApp.Features.Plants;

/// <summary>What a filter found in a snapshot.</summary>
/// <param name="Snapshot">Where.</param>
/// <param name="Indexes">Indexes into the snapshot, biggest plant first, cut at the limit.</param>
/// <param name="Total">How many there are without the limit.</param>
public sealed record PlantMatches(PlantSnapshot Snapshot, ReadOnlyMemory<int> Indexes, int Total)
{
    /// <summary>The limit cut some off.</summary>
    public bool Truncated => Total > Indexes.Length;
}
