using GridApp.Domain.Markets;

namespace GridApp.Domain.Geography;

/// <summary>Roughly where markets are, to tell longitude and latitude that changed places when both are possible numbers.</summary>
public static class Whereabouts
{
    private static readonly (double West, double South, double East, double North) NorthAmerica = (-172, 12, -50, 73);

    private static readonly (double West, double South, double East, double North) Europe = (-34, 26, 50, 73);

    /// <summary>Whether the shape lies wholly outside of where the market is, and would lie inside with its numbers swapped.</summary>
    public static bool LooksSwapped(Shape shape, Market? market)
    {
        if (market is null || shape.Box() is not { } box)
            return false;
        (double West, double South, double East, double North) around = market.Currency == "USD" ? NorthAmerica : Europe;
        bool apart = box.West > around.East || box.East < around.West || box.South > around.North || box.North < around.South;
        return apart && box.South >= around.West && box.North <= around.East && box.West >= around.South && box.East <= around.North;
    }
}
