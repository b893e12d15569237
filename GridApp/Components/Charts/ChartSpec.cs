namespace GridApp.Components.Charts;

/// <summary>One chart of a <see cref="ChartBoard"/>, as its script reads it (series.js). Serialized with camelCase names.</summary>
/// <param name="Id">Unique on its board; part of file names.</param>
/// <param name="Kind">What is drawn.</param>
/// <param name="Title">The panel's title, localized.</param>
public sealed record ChartSpec(string Id, ChartKind Kind, string Title)
{
    /// <summary>The lines; empty for <see cref="ChartKind.Stack"/>, whose bands are the groups of the answer.</summary>
    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    /// <summary>Values are prices: two decimals, always.</summary>
    public bool Price { get; init; }

    /// <summary>What of each group is stacked: <c>planned</c>, <c>actual</c> or <c>settlement</c>.</summary>
    public string? Value { get; init; }

    /// <summary>Marks negative values and spikes, under these names.</summary>
    public ChartMarks? Marks { get; init; }

    /// <summary>One line below the title's: what a word of the chart means.</summary>
    public string? Note { get; init; }

    /// <summary>Half of the board's width where there is room for two.</summary>
    public bool Half { get; init; }

    /// <summary>There is no picture, only a table.</summary>
    internal bool IsTableAlone => Kind is ChartKind.Groups or ChartKind.Corrections;

    /// <summary>A lower panel, for what stands below the main chart.</summary>
    public bool Low { get; init; }
}

/// <summary>A line of a chart.</summary>
/// <param name="Column">A field of the answer's points, or the difference of two: <c>smf-ptf</c>.</param>
/// <param name="Name">In the legend, localized.</param>
/// <param name="Color">A design token without its dashes: <c>series-1</c>.</param>
public sealed record ChartSeries(string Column, string Name, string Color)
{
    /// <summary>Dotted: a plan or a forecast beside what came.</summary>
    public bool Dash { get; init; }

    /// <summary>Colour of what is below zero, for <see cref="ChartKind.Deviation"/>.</summary>
    public string? Below { get; init; }

    /// <summary>Its name.</summary>
    public string? BelowName { get; init; }

    /// <summary>The sum of the others, drawn as a line over them, for <see cref="ChartKind.Parts"/>.</summary>
    public bool Sum { get; init; }
}

/// <summary>Names of what is marked.</summary>
public sealed record ChartMarks(string Negative, string Spike);

/// <summary>What a chart draws.</summary>
public enum ChartKind
{
    /// <summary>Values over time.</summary>
    Lines,

    /// <summary>Values over time in two colours, above and below zero.</summary>
    Deviation,

    /// <summary>Groups on top of each other over time.</summary>
    Stack,

    /// <summary>Parts of a sum over time, on top of each other above zero and below it, and their sum as a line.</summary>
    Parts,

    /// <summary>Values from the largest to the smallest against the share of time.</summary>
    Duration,

    /// <summary>Hours of the market's day by days.</summary>
    Heatmap,

    /// <summary>No picture: a table of the groups' energy.</summary>
    Groups,

    /// <summary>No picture: a table of what was corrected, and nothing where nothing was.</summary>
    Corrections,
}
