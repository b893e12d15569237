namespace GridApp.Features.Prices;

/// <summary>Columns that the list of nodes can be ordered by.</summary>
public enum NodeSort
{
    Code,
    Type,
    Zone,
    Total,
    Energy,
    Congestion,
    Loss,
    Dart,
}
