namespace GridApp.Features.Prices;

/// <summary>
/// Something that another feature shows of a node. Features above the prices register theirs in the container; so the prices need not know them.
/// </summary>
/// <param name="Component">
/// The component. It has the parameters <c>NodeId</c> (int), <c>Market</c> and <c>Kind</c> (strings) and <c>At</c> (DateTimeOffset: a moment of the interval that is looked at), and renders nothing when it has
/// nothing to say.
/// </param>
/// <param name="Order">Sections stand in this order.</param>
public sealed record NodeSection(Type Component, int Order);
