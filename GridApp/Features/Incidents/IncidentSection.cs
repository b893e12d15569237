namespace GridApp.Features.Incidents;

/// <summary>
/// Something that another feature shows of an incident on its page. Features above the incidents register theirs in the container; so the incidents need not know them.
/// </summary>
/// <param name="Component">The component. It has a parameter <c>IncidentId</c> (int), and renders nothing when it has nothing to say.</param>
/// <param name="Order">Sections stand in this order.</param>
public sealed record IncidentSection(Type Component, int Order);
