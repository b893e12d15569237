using System.Buffers;
using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>
/// All plants at one version of the catalogue, immutable, biggest first. Filters run over columns; answers copy prepared bytes.
/// </summary>
public sealed class PlantSnapshot
{
    private readonly CataloguePlant[] plants;
    private readonly string[] searchNames;
    private readonly PlantFeature[] features;
    private readonly PlantColumns columns;

    private PlantSnapshot(long version, CataloguePlant[] plants, string[] searchNames, PlantFeature[] features, PlantColumns columns)
    {
        Version = version;
        this.plants = plants;
        this.searchNames = searchNames;
        this.features = features;
        this.columns = columns;
    }

    /// <summary>Nothing, older than everything.</summary>
    public static PlantSnapshot Empty { get; } = new(-1, [], [], [], new PlantColumns([]));

    /// <summary>Version of the catalogue that this is.</summary>
    public long Version { get; }

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

    /// <summary>This snapshot with some plants added or replaced; what did not change is shared, bytes and all.</summary>
    internal PlantSnapshot With(long version, CataloguePlant[] changed)
    {
        Array.Sort(changed, CataloguePlant.Compare);
        var splice = new Splice(plants, columns.Id, changed);
        return new PlantSnapshot(
            version,
            splice.Apply(plants, changed),
            splice.Apply(searchNames, Array.ConvertAll(changed, plant => SearchText.Fold(plant.Name))),
            splice.Apply(features, PlantFeature.Of(changed)),
            columns.With(changed, splice));
    }
}
