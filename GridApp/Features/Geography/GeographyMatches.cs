namespace GridApp.Features.Geography;

/// <summary>What a filter found.</summary>
/// <param name="Indexes">Indexes into the snapshot, ascending, cut at the limit.</param>
/// <param name="Total">How many there are without the limit.</param>
public sealed record GeographyMatches(int[] Indexes, int Total)
{
    /// <summary>The limit cut some off.</summary>
    public bool Truncated => Total > Indexes.Length;
}
