namespace GridApp.Features.Incidents;

/// <summary>What a list of incidents is ordered by.</summary>
public enum IncidentOrder
{
    Start,
    End,
    AffectedMw,
    Capacity,
    Name,
    Type,
    Fuel,
    Market,
    Status,
}

/// <summary>The order of a list. What is equal follows the id; what is unknown comes last.</summary>
public readonly record struct IncidentSort(IncidentOrder By, bool Descending)
{
    /// <summary>Latest start first.</summary>
    public static IncidentSort Newest { get; } = new(IncidentOrder.Start, true);

    /// <summary>Most MW out first.</summary>
    public static IncidentSort Largest { get; } = new(IncidentOrder.AffectedMw, true);

    /// <summary>Whose end (or expected end) comes first.</summary>
    public static IncidentSort EndingSoon { get; } = new(IncidentOrder.End, false);
}
