namespace GridApp.Features.Market;

/// <summary>Generation of the plants whose generation the caller may see, added up.</summary>
public sealed record GenerationSeries : SeriesHead
{
    /// <summary>What the groups are: <c>total</c> (there are none), <c>plant</c>, <c>fuel</c> or <c>organization</c>.</summary>
    public required string By { get; init; }

    /// <summary>How many plants are in it.</summary>
    public required int Plants { get; init; }

    /// <summary>The span has <c>simulated</c> or <c>real</c> values that are not in this answer, since the two are never added up; null: there are none.</summary>
    public string? LeftOut { get; init; }

    /// <summary>The sum of all groups.</summary>
    public required IReadOnlyList<GenerationPoint> Points { get; init; }

    /// <summary>In the order of their names.</summary>
    public required IReadOnlyList<GenerationGroup> Groups { get; init; }
}

/// <summary>One plant, fuel or organization.</summary>
/// <param name="Key">Plant's or organization's number, or the fuel's code.</param>
/// <param name="Name">Name of the plant or organization; the code of a fuel.</param>
/// <param name="Fuel">Fuel code of a plant or fuel; null for an organization.</param>
/// <param name="Points">In the order of time.</param>
public sealed record GenerationGroup(string Key, string Name, string? Fuel, IReadOnlyList<GenerationPoint> Points);

/// <summary>One interval, MW.</summary>
/// <param name="At">Its start, UTC.</param>
/// <param name="Planned">The final daily production plan (KGÜP); null when unknown.</param>
/// <param name="Actual">Null when unknown.</param>
/// <param name="Settlement">The metered amount (UEVM); null when unknown or not published yet.</param>
public readonly record struct GenerationPoint(DateTime At, double? Planned, double? Actual, double? Settlement);

/// <summary>Generation of one plant.</summary>
public sealed record PlantGenerationSeries : SeriesHead
{
    public required int PlantId { get; init; }

    /// <summary>Null when the plant's generation is not the caller's to see.</summary>
    public required IReadOnlyList<GenerationPoint>? Points { get; init; }
}

/// <summary>Generation of a whole market by fuel, in columns.</summary>
public sealed record FuelGenerationSeries : SeriesHead
{
    /// <summary><c>DAM</c>: as scheduled the day before; <c>RTM</c>: as it came.</summary>
    public required string Kind { get; init; }

    /// <summary>Starts of the intervals, UTC.</summary>
    public required IReadOnlyList<DateTime> Times { get; init; }

    /// <summary>The most energy first.</summary>
    public required IReadOnlyList<FuelColumn> Series { get; init; }
}

/// <summary>One fuel.</summary>
/// <param name="Fuel">Its code.</param>
/// <param name="Mw">One value for each of the times; null where there is none.</param>
public sealed record FuelColumn(string Fuel, IReadOnlyList<double?> Mw);
