using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;

namespace GridApp.Features.Incidents;

/// <summary>The wall clock by which people speak of an incident: its market's, or UTC where there is none.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Name">What it is called beside a time: <c>America/Los_Angeles</c>, <c>UTC</c>.</param>
public sealed record IncidentClock(TimeZoneInfo Zone, string Name)
{
    public static IncidentClock Of(string? market) =>
        MarketCatalogue.Find(market) is { } known && TimeZoneInfo.TryFindSystemTimeZoneById(known.TimeZone, out TimeZoneInfo? zone)
            ? new IncidentClock(zone, known.TimeZone.Replace('_', ' '))
            : new IncidentClock(TimeZoneInfo.Utc, "UTC");

    /// <summary>The clock of a time zone by its name; null when there is none of this name.</summary>
    public static IncidentClock? OfZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? new IncidentClock(zone, name.Replace('_', ' ')) : null;

    /// <summary>Day and time on this clock, in the reader's language.</summary>
    public string Text(DateTimeOffset at) => Text(LocalTimes.Wall(at, Zone));

    public static string Text(DateTime wall) => wall.ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
}
