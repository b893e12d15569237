namespace GridApp.Features.Market;

/// <summary>A market at this moment: the newest that is published of everything, each with its own time.</summary>
public sealed record MarketNowView
{
    public required Domain.Markets.Market Market { get; init; }

    /// <summary>Unit of its prices.</summary>
    public required string PriceUnit { get; init; }

    /// <summary>The day on the market's calendar that holds the newest numbers.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The newest numbers are older than a market's usual delays: its data has ended or its import is behind.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Null without any price.</summary>
    public PriceNow? Price { get; init; }

    /// <summary>Null without any consumption.</summary>
    public LoadNow? Load { get; init; }

    /// <summary>Null for a market that is not dispatched here.</summary>
    public SystemNow? System { get; init; }

    /// <summary>Of the newest interval, the most first.</summary>
    public IReadOnlyList<FuelNow> Fuels { get; init; } = [];

    /// <summary>Start of the interval that <see cref="Fuels"/> is of, UTC.</summary>
    public DateTimeOffset? FuelsAt { get; init; }

    /// <summary>The lines that carry most of what they may, the fullest first.</summary>
    public IReadOnlyList<LineNow> Lines { get; init; } = [];

    /// <summary>The nodes whose real-time price moved most within an hour.</summary>
    public IReadOnlyList<NodeMove> Movers { get; init; } = [];

    /// <summary>Start of the interval that <see cref="Movers"/> end with, UTC.</summary>
    public DateTimeOffset? MoversAt { get; init; }

    /// <summary>What wind, sun, water, biomass, heat of the earth and the sea give, of all that is generated; null when nothing is known.</summary>
    public double? RenewableShare => Fuels.Sum(fuel => Math.Max(0, fuel.Mw)) is > 0 and var all
        ? Fuels.Where(fuel => fuel.Fuel is "wind" or "solar" or "hydro" or "biomass" or "geothermal" or "marine").Sum(fuel => Math.Max(0, fuel.Mw)) / all
        : null;
}

/// <summary>Day-ahead price of the hour that lasts, and the newest balancing price.</summary>
/// <param name="At">Start of the hour, UTC.</param>
/// <param name="DayLeast">Of its market day.</param>
public sealed record PriceNow(DateTimeOffset At, double Ptf, double DayLeast, double DayMost, SmfNow? Smf);

/// <summary>The newest published balancing price.</summary>
/// <param name="At">Start of its hour, UTC.</param>
/// <param name="Ptf">Day-ahead price of the same hour; null when unknown.</param>
/// <param name="Interim">The hour still lasts.</param>
public sealed record SmfNow(DateTimeOffset At, double Smf, double? Ptf, bool Interim)
{
    /// <summary>Above zero the system was short and bought power, below it was long; null when unknown.</summary>
    public double? Spread => Smf - Ptf;
}

/// <summary>The newest published consumption.</summary>
/// <param name="At">Start of its interval, UTC.</param>
public sealed record LoadNow(DateTimeOffset At, double ActualMw, double? ForecastMw)
{
    /// <summary>Actual less forecast as a share of the forecast; null when unknown.</summary>
    public double? Error => ForecastMw is > 0 and var forecast ? (ActualMw / forecast) - 1 : null;
}

/// <summary>The newest interval of a market that is dispatched here.</summary>
/// <param name="At">Its start, UTC.</param>
/// <param name="Minutes">Its length.</param>
/// <param name="Price">Before losses and congestion.</param>
/// <param name="Intensity">gCO2/kWh, direct; null when nothing was generated.</param>
/// <param name="AvailableMw">What could have been given, running or not; null for intervals that were run before this was kept.</param>
/// <param name="HeadroomMw">What the units that ran could have given more.</param>
/// <param name="ShedMw">Load that was not served.</param>
/// <param name="SpilledMw">Surplus that nobody took.</param>
public sealed record SystemNow(DateTimeOffset At, int Minutes, double Price, double? Intensity, double LoadMw, double? AvailableMw, double? HeadroomMw, double ShedMw, double SpilledMw);

/// <summary>What a fuel gives; below zero while stores fill.</summary>
public sealed record FuelNow(string Fuel, double Mw);

/// <summary>A line or transformer.</summary>
/// <param name="FlowMw">Negative against its direction.</param>
/// <param name="ShadowPrice">What one more megawatt of limit would save, per MWh; null where the limit does not bind.</param>
public sealed record LineNow(int Id, string Code, string Name, double FlowMw, double LimitMw, double? ShadowPrice)
{
    public double Loading => Math.Abs(FlowMw) / LimitMw;
}

/// <summary>A node's price now and an hour before.</summary>
public sealed record NodeMove(int Id, string Name, double Price, double Before)
{
    public double Change => Price - Before;
}
