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
    private readonly Lazy<Dictionary<int, int>> indexes;

    private PlantSnapshot(long version, CataloguePlant[] plants, string[] searchNames, PlantFeature[] features)
    {
        Version = version;
        this.plants = plants;
        this.searchNames = searchNames;
        this.features = features;
        columns = new PlantColumns(plants);
        indexes = new Lazy<Dictionary<int, int>>(() =>
        {
            var byId = new Dictionary<int, int>(plants.Length);
            for (int i = 0; i < plants.Length; i++)
                byId.Add(plants[i].Id, i);
            return byId;
        });
    }

    /// <summary>Nothing, older than everything.</summary>
    public static PlantSnapshot Empty { get; } = new(-1, [], [], []);

    /// <summary>Version of the catalogue that this is.</summary>
    public long Version { get; }

    /// <summary>Number of plants.</summary>
    public int Count => plants.Length;

    /// <summary>The plant at an index of <see cref="PlantMatches"/>.</summary>
    public CataloguePlant this[int index] => plants[index];

    /// <summary>The plant with an id, or null.</summary>
    public CataloguePlant? Find(int id) => indexes.Value.TryGetValue(id, out int index) ? plants[index] : null;

    /// <summary>Availability of the plant at an index.</summary>
    public Availability AvailabilityAt(int index) => columns.AvailabilityAt(index);

    /// <summary>Availability of a plant of this snapshot, or null when it is none of it.</summary>
    public Availability? AvailabilityOf(int id) => indexes.Value.TryGetValue(id, out int index) ? columns.AvailabilityAt(index) : null;

    /// <summary>The plants that a filter means, biggest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most.</param>
    public PlantMatches Find(PlantFilter filter, int limit = int.MaxValue)
    {
        var test = new PlantTest(columns, filter);
        string? name = filter.Name is { Length: > 0 } text ? SearchText.Fold(text) : null;
        var found = new int[Math.Min(plants.Length, limit)];
        int total = 0;
        for (int i = 0; i < plants.Length; i++)
        {
            if (!test.Passes(i) || (name is not null && !searchNames[i].Contains(name, StringComparison.Ordinal)))
                continue;
            if (total < found.Length)
                found[total] = i;
            total++;
        }

        return new PlantMatches(this, found.AsMemory(0, Math.Min(total, found.Length)), total);
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
        var replaced = new HashSet<int>(changed.Select(plant => plant.Id));
        var merged = new List<CataloguePlant>(plants.Length + changed.Length);
        var names = new List<string>(merged.Capacity);
        var bytes = new List<PlantFeature>(merged.Capacity);
        int next = 0;
        for (int i = 0; i < plants.Length; i++)
        {
            if (replaced.Contains(plants[i].Id))
                continue;
            for (; next < changed.Length && CataloguePlant.Compare(changed[next], plants[i]) < 0; next++)
                Add(changed[next]);
            merged.Add(plants[i]);
            names.Add(searchNames[i]);
            bytes.Add(features[i]);
        }

        for (; next < changed.Length; next++)
            Add(changed[next]);
        return new PlantSnapshot(version, [.. merged], [.. names], [.. bytes]);

        void Add(CataloguePlant plant)
        {
            merged.Add(plant);
            names.Add(SearchText.Fold(plant.Name));
            bytes.Add(PlantFeature.Of(plant, Availability.Of(plant.CapacityMw)));
        }
    }
}
