namespace GridApp.Features.Map;

/// <summary>What the script says of the prices that it draws.</summary>
/// <param name="At">Start of the newest interval among them.</param>
/// <param name="End">End of the one that ends first.</param>
/// <param name="Minutes">Length of the newest one.</param>
/// <param name="Unit">"$/MWh".</param>
/// <param name="Simulated">Whether <c>all</c>, <c>some</c> or <c>none</c> of the markets are simulated.</param>
/// <param name="Markets">Codes of the markets that have such prices.</param>
/// <param name="LeftOut">Those of them whose prices are in another unit, and not drawn.</param>
/// <param name="Count">How many nodes have a price.</param>
/// <param name="Negative">How many have one below zero.</param>
/// <param name="Placeless">How many have one, but no place on the map.</param>
public sealed record MapShownPrices(
    DateTimeOffset At, DateTimeOffset End, int Minutes, string? Unit, string Simulated, IReadOnlyList<string> Markets, IReadOnlyList<string> LeftOut, int Count, int Negative, int Placeless);

/// <summary>What the script says of the lines that it draws.</summary>
/// <param name="Count">How many have a path.</param>
/// <param name="Binding">How many are at their limit.</param>
/// <param name="Flows">Whether flows are known of any.</param>
/// <param name="Classes">How many there are of each class of voltage.</param>
public sealed record MapShownLines(int Count, int Binding, bool Flows, IReadOnlyList<MapLineClass> Classes);

/// <summary>Lines of one class of voltage (<see cref="LineClasses"/>).</summary>
public sealed record MapLineClass(int LeastKv, int Count);

/// <summary>What the script says of the nodes with a price inside of a zone.</summary>
public sealed record MapZonePrice(int Id, double Mean, string Unit, int Nodes, double Least, double Most);
