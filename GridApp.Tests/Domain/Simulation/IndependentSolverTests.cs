namespace GridApp.Tests.Domain.Simulation;

/// <summary>Cleared hours cost what another solver says, and their prices are optimal.</summary>
public sealed class IndependentSolverTests
{
    [GlpkTheory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(19)]
    public async Task AClearedHour_CostsWhatGlpkSays_AndItsPricesAreOptimal(int hour)
    {
        var cleared = Rts.SummerDay.Hours[hour];
        var again = new IndependentHour(Rts.Grid, cleared, g => Rts.SummerDay.Plan.On[g][hour], Rts.Shared.World.Forecast(Rts.Summer, hour));
        var objective = await again.LeastCostAsync();
        Assert.InRange(cleared.FuelCost + cleared.PenaltyCost, objective * 0.999, objective * 1.001);
        again.PricesAreOptimal();
    }
}
