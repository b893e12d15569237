using GridApp.Domain.Geography;

namespace GridApp.Domain.Markets;

/// <summary>A power market or bidding zone.</summary>
/// <param name="Code">The API's code: <c>CAISO</c>, <c>DE_LU</c>, <c>RTS</c>.</param>
/// <param name="Name">Its name in English.</param>
/// <param name="TimeZone">IANA name of the zone whose local days the market trades.</param>
/// <param name="Currency">ISO 4217 code its prices are in, per MWh.</param>
/// <param name="Simulated">True for the bundled test system, whose numbers are never to mix silently with real ones.</param>
/// <param name="Kinds">The price series it publishes.</param>
public sealed record Market(string Code, string Name, string TimeZone, string Currency, bool Simulated, IReadOnlyList<MarketKind> Kinds)
{
    /// <summary>How its files print the congestion part. Here it is always the part that is added.</summary>
    public CongestionSign Congestion { get; init; } = CongestionSign.Added;

    /// <summary>The kind of zone whose shapes are its boundary (<c>GET /zones?market=...&amp;type=...</c>).</summary>
    public ZoneType Boundary { get; init; } = ZoneType.IsoBoundary;
}

/// <summary>One price series of a market.</summary>
/// <param name="Kind"><c>DAM</c> day-ahead, <c>FMM</c> 15-minute real-time, <c>RTM</c> 5-minute or hourly real-time.</param>
/// <param name="IntervalMinutes">Its interval today; days in the past may have longer ones.</param>
public sealed record MarketKind(string Kind, int IntervalMinutes)
{
    /// <summary>Which end of an interval its files name; null where that is not known here. In GridApp an interval is always named by its start.</summary>
    public IntervalLabel? Label { get; init; }
}

/// <summary>Which end of an interval a label names: hour ending 1 is the hour that begins at midnight.</summary>
public enum IntervalLabel
{
    Beginning,
    Ending,
}

/// <summary>How the congestion part is printed.</summary>
public enum CongestionSign
{
    /// <summary>Total = energy + congestion + loss.</summary>
    Added,

    /// <summary>Total = energy - congestion + loss.</summary>
    Negated,
}
