using GridApp.Domain.Plants;

namespace GridApp.Domain.Simulation.Grid;

/// <summary>How a unit takes part in the market.</summary>
public enum UnitKind
{
    /// <summary>Committed for hours, dispatched between its minimum and maximum along its heat curve.</summary>
    Thermal,

    /// <summary>Given energy (wind, sun, water): between nothing and what is there, at no cost.</summary>
    Variable,

    /// <summary>Rooftop sun behind other people's meters: all that is there, always.</summary>
    MustTake,

    /// <summary>A solar field with a store of heat before its turbine.</summary>
    ConcentratingSolar,

    /// <summary>Pumps or charges, and gives back.</summary>
    Storage,

    /// <summary>No active power (a synchronous condenser).</summary>
    Condenser,
}

/// <summary>A generating unit, in the source's order everywhere.</summary>
/// <param name="Bus">Index in <see cref="GridData.Buses"/>.</param>
/// <param name="Category">The source's words, such as <c>Gas CC</c>.</param>
/// <param name="RampMwPerMinute">Up and down alike.</param>
/// <param name="Heat">The heat it takes; null where no fuel is burnt.</param>
/// <param name="Store">Its store of energy; null where it has none.</param>
public sealed record GeneratingUnit(
    string Uid, int Bus, string Category, UnitKind Kind, Fuel Fuel, double MaxMw, double MinMw, double RampMwPerMinute,
    double MinUpHours, double MinDownHours, StartUp Start, FailureRate Failure, HeatCurve? Heat, EnergyStore? Store)
{
    /// <summary>Whether it runs whenever it can: a nuclear unit has no hours of its own choice.</summary>
    public bool AlwaysOn => Fuel == Fuel.Nuclear;

    /// <summary>Whether real time may start it when the committed units do not suffice: gas and oil turbines.</summary>
    public bool FastStart => Kind == UnitKind.Thermal && Category.EndsWith(" CT", StringComparison.Ordinal);
}

/// <summary>How often a unit fails. A mean time to failure of zero means never.</summary>
public readonly record struct FailureRate(double MeanHoursToFailure, double MeanHoursToRepair);

/// <summary>What a start takes.</summary>
/// <param name="ColdMbtu">Heat of a start after <paramref name="ColdHours"/> or more standing still.</param>
/// <param name="WarmMbtu">Heat of a start in between.</param>
/// <param name="HotMbtu">Heat of a start before <paramref name="WarmHours"/>.</param>
/// <param name="OtherCost">Cost beside fuel, in $.</param>
public readonly record struct StartUp(double ColdMbtu, double WarmMbtu, double HotMbtu, double ColdHours, double WarmHours, double OtherCost)
{
    /// <summary>Heat of a start, in MMBTU, after standing still for some hours.</summary>
    public double Mbtu(double hoursOff) => hoursOff >= ColdHours ? ColdMbtu : hoursOff >= WarmHours ? WarmMbtu : HotMbtu;
}

/// <summary>Energy kept: electricity for a storage, heat (one for one) for a concentrating solar unit.</summary>
/// <param name="CapacityMwh">How much it holds.</param>
/// <param name="OpeningMwh">What is in it when a simulation begins; a storage ends every day with this again.</param>
/// <param name="ChargeMw">The most it takes; 0 for a solar field, whose heat is the source's inflow.</param>
/// <param name="RoundTrip">What comes back of what goes in, 0 to 1.</param>
public sealed record EnergyStore(double CapacityMwh, double OpeningMwh, double ChargeMw, double RoundTrip);
