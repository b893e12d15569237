namespace GridApp.Features.Prices;

/// <summary>One node.</summary>
/// <param name="Unit">Of its prices.</param>
/// <param name="TimeZone">IANA name of the zone whose days its market trades.</param>
public sealed record NodeDetail(
    int Id, string Code, string Name, string Type, string Market, string? Zone, double? Longitude, double? Latitude, string Unit, string TimeZone, string? Source, bool Simulated, int? OrganizationId);
