namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>What a unit may do in an hour whatever the market wants.</summary>
internal static class Commitment
{
    /// <summary>The least and most a thermal unit can be on (0 or 1): what its state at midnight, its minimum times and incidents leave.</summary>
    public static (double Least, double Most) Choice(DayInputs day, int g, int hour)
    {
        var unit = day.Grid.Units[g];
        if (!day.CanRun(hour, g))
        {
            return (0, 0);
        }
        if (unit.AlwaysOn)
        {
            return (1, 1);
        }
        var state = day.Opening.HoursInState[g];
        return state > 0 && state + hour < unit.MinUpHours ? (1, 1)
            : state < 0 && hour - state < unit.MinDownHours ? (0, 0)
            : (0, 1);
    }

    /// <summary>Whole hours that a time takes.</summary>
    public static int WholeHours(double hours) => (int)Math.Ceiling(hours - 1e-9);
}
