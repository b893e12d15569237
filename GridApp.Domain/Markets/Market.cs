namespace GridApp.Domain.Markets;

/// <summary>A power market or bidding zone.</summary>
/// <param name="Code">The API's code: <c>CAISO</c>, <c>DE_LU</c>, <c>RTS</c>.</param>
/// <param name="Name">Its name in English.</param>
/// <param name="TimeZone">IANA name of the zone whose local days the market trades.</param>
/// <param name="Currency">ISO 4217 code its prices are in, per MWh.</param>
/// <param name="Simulated">True for the bundled test system, whose numbers are never to mix silently with real ones.</param>
/// <param name="Kinds">The price series it publishes.</param>
public sealed record Market(string Code, string Name, string TimeZone, string Currency, bool Simulated, IReadOnlyList<MarketKind> Kinds);

/// <summary>One price series of a market.</summary>
/// <param name="Kind"><c>DAM</c> day-ahead, <c>FMM</c> 15-minute real-time, <c>RTM</c> 5-minute or hourly real-time.</param>
/// <param name="IntervalMinutes">Its interval today; days in the past may have longer ones.</param>
public sealed record MarketKind(string Kind, int IntervalMinutes);
