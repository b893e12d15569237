namespace GridApp.Data.Entities;

/// <summary>A branch of a transmission network: a line, a transformer, or a direct-current line. Public to every role; its path is a geometry column.</summary>
public sealed class Line
{
    public int Id { get; set; }

    /// <summary>The source's own identifier, unique over all sources.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary><c>line</c>, <c>transformer</c> or <c>dc_line</c>.</summary>
    public required string Kind { get; set; }

    public string? Market { get; set; }

    /// <summary>kV; of a transformer the higher side.</summary>
    public double? VoltageKv { get; set; }

    /// <summary>Continuous rating in MW.</summary>
    public double LimitMw { get; set; }

    /// <summary>Code of the node it comes from, as its source names it.</summary>
    public string? FromNode { get; set; }

    /// <summary>Code of the node it goes to, as its source names it.</summary>
    public string? ToNode { get; set; }

    /// <summary>The tenant that operates it; null for public data sets.</summary>
    public int? OrganizationId { get; set; }

    public bool Simulated { get; set; }

    /// <summary>Name of the data set, as people are shown it.</summary>
    public string? Source { get; set; }

    public int? ImportId { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
