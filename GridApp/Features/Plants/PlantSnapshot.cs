using System.Buffers;
using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>
/// All plants at one version of the catalogue, with what of them can be used at a moment; immutable, biggest first. Filters run over columns; answers copy
/// prepared bytes.
/// </summary>
public sealed class PlantSnapshot
{
    private readonly CataloguePlant[] plants;
    private readonly string[] searchNames;
    private readonly PlantFeature[] features;
    private readonly PlantColumns columns;

    private PlantSnapshot(long version, PlantsOut plantsOut, CataloguePlant[] plants, string[] searchNames, PlantFeature[] features, PlantColumns columns)
    {
        Version = version;
        Out = plantsOut;
        this.plants = plants;
        this.searchNames = searchNames;
        this.features = features;
        this.columns = columns;
    }

    /// <summary>Nothing, older than everything.</summary>
    public static PlantSnapshot Empty { get; } = new(-1, PlantsOut.Nothing, [], [], [], new PlantColumns([]));

    /// <summary>Version of the catalogue that this is.</summary>
    public long Version { get; }

    /// <summary>What is out at this snapshot's moment.</summary>
    public PlantsOut Out { get; }

    /// <summary>Number of plants.</summary>
    public int Count => plants.Length;

    /// <summary>The plant at an index of <see cref="PlantMatches"/>.</summary>
    public CataloguePlant this[int index] => plants[index];

    /// <summary>The plant with an id, or null.</summary>
    public CataloguePlant? Find(int id) => Array.IndexOf(columns.Id, id) is >= 0 and var index ? plants[index] : null;

    /// <summary>Availability of the plant at an index.</summary>
    public Availability AvailabilityAt(int index) => columns.AvailabilityAt(index);

    /// <summary>Availability of a plant of this snapshot, or null when it is none of it.</summary>
    public Availability? AvailabilityOf(int id) => Array.IndexOf(columns.Id, id) is >= 0 and var index ? columns.AvailabilityAt(index) : null;

    /// <summary>The plants that a filter means, biggest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most.</param>
    public PlantMatches Find(PlantFilter filter, int limit = int.MaxValue)
    {
        var test = new PlantTest(columns, filter);
        string? name = filter.Name is { Length: > 0 } text ? SearchText.Fold(text) : null;
        int[] candidates = ArrayPool<int>.Shared.Rent(plants.Length);
        var found = new ArrayBufferWriter<int>(Math.Clamp(limit, 1, 1024));
        int total = 0;
        foreach (int i in candidates.AsSpan(0, test.Located(candidates)))
        {
            if (!test.Passes(i) || (name is not null && !searchNames[i].Contains(name, StringComparison.Ordinal)))
                continue;
            if (total++ < limit)
            {
                found.GetSpan(1)[0] = i;
                found.Advance(1);
            }
        }

        ArrayPool<int>.Shared.Return(candidates);
        return new PlantMatches(this, found.WrittenMemory, total);
    }

    internal PlantColumns Columns => columns;

    /// <summary>The plant's name as <see cref="SearchText"/> folds it.</summary>
    internal string SearchNameAt(int index) => searchNames[index];

    internal ref readonly PlantFeature FeatureAt(int index) => ref features[index];

    /// <summary>A snapshot of these plants alone.</summary>
    internal static PlantSnapshot Of(long version, IEnumerable<CataloguePlant> all) => Empty.With(version, [.. all]);

    /// <summary>This snapshot, under which nothing is out, with some plants added or replaced; what did not change is shared, bytes and all.</summary>
    internal PlantSnapshot With(long version, CataloguePlant[] changed)
    {
        Array.Sort(changed, CataloguePlant.Compare);
        var splice = new Splice(plants, columns.Id, changed);
        return new PlantSnapshot(
            version,
            PlantsOut.Nothing,
            splice.Apply(plants, changed),
            splice.Apply(searchNames, Array.ConvertAll(changed, plant => SearchText.Fold(plant.Name))),
            splice.Apply(features, PlantFeature.Of(changed)),
            columns.With(changed, splice));
    }

    /// <summary>These plants with something out. All is shared but the two columns of availability, and the bytes of the plants that it is about.</summary>
    internal PlantSnapshot Under(PlantsOut plantsOut)
    {
        (int Index, Availability Availability)[] changed = Places(plantsOut);
        return new PlantSnapshot(Version, plantsOut, plants, searchNames, PlantFeature.With(features, changed), columns.With(changed));
    }

    /// <summary>Indexes and availabilities of the plants that are out, ascending.</summary>
    private (int Index, Availability Availability)[] Places(PlantsOut plantsOut)
    {
        ReadOnlySpan<PlantOut> wanted = plantsOut.Plants;
        var found = new List<(int Index, Availability Availability)>(wanted.Length);
        if (wanted.Length == 0)
            return [];

        // One walk over the ids; most are ruled out by one bit.
        var byId = new Dictionary<int, Availability>(wanted.Length);
        Span<ulong> bits = stackalloc ulong[64];
        foreach (PlantOut plant in wanted)
        {
            byId[plant.PlantId] = plant.Availability;
            bits[plant.PlantId >> 6 & 63] |= 1UL << (plant.PlantId & 63);
        }

        ReadOnlySpan<int> ids = columns.Id;
        for (int i = 0; i < ids.Length; i++)
        {
            if ((bits[ids[i] >> 6 & 63] >> (ids[i] & 63) & 1) != 0 && byId.TryGetValue(ids[i], out Availability availability))
                found.Add((i, availability));
        }

        return [.. found];
    }
}
