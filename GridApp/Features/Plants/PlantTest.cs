using GridApp.Domain.Geography;

namespace GridApp.Features.Plants;

/// <summary>A filter made ready for one walk over the columns, cheapest and most selective questions first. The name is asked by the caller.</summary>
internal readonly ref struct PlantTest
{
    private readonly PlantColumns columns;
    private readonly BoundingBox box;
    private readonly bool hasBox;
    private readonly bool locatedOnly;
    private readonly uint fuels;
    private readonly uint statuses;
    private readonly bool[]? markets;
    private readonly int organization;
    private readonly bool? simulated;
    private readonly double minMw;
    private readonly double maxMw;

    public PlantTest(PlantColumns columns, PlantFilter filter)
    {
        this.columns = columns;
        hasBox = filter.Box is not null;
        box = filter.Box.GetValueOrDefault();
        locatedOnly = filter.LocatedOnly;
        fuels = Bits(filter.Fuels.Select(fuel => (int)fuel));
        statuses = Bits(filter.Statuses.Select(status => (int)status));
        markets = filter.Markets.Count > 0 ? columns.IdsOf(filter.Markets) : null;

        // No organization has the number 0 (the mark of a public plant) or below.
        organization = filter.OrganizationId switch { null => 0, <= 0 => -1, { } id => id };
        simulated = filter.Simulated;
        minMw = filter.MinMw ?? double.NegativeInfinity;
        maxMw = filter.MaxMw ?? double.PositiveInfinity;
    }

    /// <summary>The question of place, over all plants at once: it is the most selective and walks two arrays.</summary>
    /// <param name="indexes">Receives the indexes of the plants that lie where the filter asks; as long as the columns or longer.</param>
    /// <returns>How many.</returns>
    public int Located(Span<int> indexes)
    {
        ReadOnlySpan<double> longitudes = columns.Longitude;
        ReadOnlySpan<double> latitudes = columns.Latitude;
        int count = 0;
        if (hasBox)
        {
            BoundingBox wanted = box;
            for (int i = 0; i < longitudes.Length; i++)
            {
                if (wanted.Contains(longitudes[i], latitudes[i]))
                    indexes[count++] = i;
            }

            return count;
        }

        for (int i = 0; i < longitudes.Length; i++)
        {
            if (!locatedOnly || !double.IsNaN(longitudes[i]))
                indexes[count++] = i;
        }

        return count;
    }

    /// <summary>The other questions, of one plant.</summary>
    public bool Passes(int i)
    {
        return (fuels >> columns.Fuel[i] & 1) != 0
            && (statuses >> columns.Status[i] & 1) != 0
            && (markets is null || markets[columns.Market[i]])
            && columns.CapacityMw[i] >= minMw
            && columns.CapacityMw[i] <= maxMw
            && (organization == 0 || columns.OrganizationId[i] == organization)
            && (simulated is null || columns.Simulated[i] == simulated);
    }

    private static uint Bits(IEnumerable<int> members)
    {
        uint bits = 0;
        foreach (int member in members)
            bits |= 1u << member;
        return bits == 0 ? uint.MaxValue : bits;
    }
}
