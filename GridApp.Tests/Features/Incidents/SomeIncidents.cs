using GridApp.Features.Incidents;

namespace GridApp.Tests.Features.Incidents;

/// <summary>Incidents for tests that need no database.</summary>
internal static class SomeIncidents
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static IncidentItem Incident(
        string type = "forced", string status = "active", double mw = 655, double capacity = 880, DateTimeOffset? start = null, DateTimeOffset? end = null, DateTimeOffset? expected = null, string? market = null, int id = 1) => new()
    {
        Id = id,
        PlantId = 7,
        PlantName = "Palo Verde",
        Market = market,
        Type = type,
        Status = status,
        AffectedMw = mw,
        CapacityMw = capacity,
        Start = start ?? Noon.AddHours(-3).AddMinutes(-20),
        End = end,
        ExpectedEnd = expected,
        Simulated = false,
        Version = 1,
    };
}
