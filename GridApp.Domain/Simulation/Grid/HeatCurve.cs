namespace GridApp.Domain.Simulation.Grid;

/// <summary>Fuel, cost and emissions of a thermal unit: the heat at its minimum, then convex pieces up to its maximum.</summary>
/// <param name="FuelPrice">$/MMBTU.</param>
/// <param name="MinimumMbtuPerHour">Heat at minimum output.</param>
/// <param name="Pieces">Above the minimum, in order of output and (convex) of heat rate.</param>
/// <param name="Emissions">By heat burnt.</param>
public sealed record HeatCurve(double FuelPrice, double MinimumMbtuPerHour, IReadOnlyList<HeatPiece> Pieces, EmissionRates Emissions)
{
    /// <summary>$ per hour at minimum output.</summary>
    public double MinimumCost => MinimumMbtuPerHour * FuelPrice;

    /// <summary>$/MWh of a piece.</summary>
    public double Price(int piece) => Pieces[piece].MbtuPerMwh * FuelPrice;

    /// <summary>MMBTU per hour at an output above the minimum by <paramref name="aboveMw"/>.</summary>
    public double MbtuPerHour(double aboveMw)
    {
        var heat = MinimumMbtuPerHour;
        foreach (var piece in Pieces)
        {
            var mw = Math.Clamp(aboveMw, 0, piece.Mw);
            heat += mw * piece.MbtuPerMwh;
            aboveMw -= mw;
        }
        return heat;
    }
}

/// <param name="Mw">Its width.</param>
/// <param name="MbtuPerMwh">Incremental heat rate.</param>
public readonly record struct HeatPiece(double Mw, double MbtuPerMwh);

/// <summary>Pounds per MMBTU of heat; null where the source says "unit-specific" and gives no number.</summary>
public sealed record EmissionRates(double? CarbonDioxide, double? SulfurDioxide, double? NitrogenOxides)
{
    public const double KilogramsPerPound = 0.45359237;
}
