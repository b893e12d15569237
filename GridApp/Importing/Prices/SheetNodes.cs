using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>The nodes that a file names, by code, and what it says of them beside their prices.</summary>
internal sealed class SheetNodes : SpanBook
{
    private readonly Dictionary<int, NodeFacts> facts = [];

    /// <summary>What the file says of a node beside its prices; null where it says nothing.</summary>
    public NodeFacts? FactsOf(int place) => facts.GetValueOrDefault(place);

    public void Say(int place, NodeFacts said) => facts[place] = said;
}

/// <summary>What a file says of a node. Null: nothing is said, in every field.</summary>
/// <param name="Number">The row, as the sheet numbers it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">One of the node types.</param>
internal sealed record NodeFacts(int Number, string? Name = null, string? Type = null, string? Zone = null, double? Longitude = null, double? Latitude = null)
{
    /// <summary>The row is about the node: what cannot be taken of it rejects it. Otherwise a row about a price only mentions it.</summary>
    public bool IsRow { get; init; }

    /// <summary>Whether two rows say the same.</summary>
    public bool Agrees(NodeFacts other) => (Name, Type, Zone, Longitude, Latitude) == (other.Name, other.Type, other.Zone, other.Longitude, other.Latitude);
}
