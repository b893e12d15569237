namespace GridApp.Features.Plants;

/// <summary>
/// Something that another feature shows of a plant. Features above the plants register theirs in the container; so the plants need not know them.
/// </summary>
/// <param name="Component">The component. It has a parameter <c>PlantId</c> (int), and renders nothing when it has nothing to say.</param>
/// <param name="Order">Sections stand in this order.</param>
/// <param name="Place">Where.</param>
public sealed record PlantSection(Type Component, int Order, PlantPlace Place = PlantPlace.Page);

/// <summary>Where a plant is shown.</summary>
public enum PlantPlace
{
    /// <summary>The plant's own page: a whole width of it.</summary>
    Page,

    /// <summary>The panel beside the map: narrow, and little of it.</summary>
    Panel,
}
