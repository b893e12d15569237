using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;
using GridApp.Domain.Markets;
using GridApp.Features.Incidents;

namespace GridApp.Features.Dashboard;

/// <summary>What the dashboard shows at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Stats">What is out, counted.</param>
/// <param name="Everything">All plants of the market.</param>
/// <param name="Mine">Those of the person's organization; null for who has none.</param>
/// <param name="Curve">MW out, hour by hour, over the last days.</param>
/// <param name="Newest">Latest start first.</param>
/// <param name="Largest">Most MW first.</param>
/// <param name="Ending">Whose end is expected next.</param>
public sealed record DashboardView(
    DateTimeOffset At,
    IncidentStatsItem Stats,
    FleetAvailabilityItem Everything,
    FleetAvailabilityItem? Mine,
    IReadOnlyList<IncidentTimelinePoint> Curve,
    IReadOnlyList<IncidentItem> Newest,
    IReadOnlyList<IncidentItem> Largest,
    IReadOnlyList<IncidentItem> Ending);

/// <summary>Composes the dashboard out of the queries of its parts.</summary>
public sealed class ReadDashboard(FleetAvailability fleet, IncidentStats stats, IncidentTimeline timeline, ListIncidents incidents, TimeProvider time)
{
    /// <summary>Rows of each tile.</summary>
    public const int Rows = 6;

    private static readonly TimeSpan Span = TimeSpan.FromDays(7);

    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    /// <param name="market">Market code; null for all real ones: what is simulated never mixes with them.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<DashboardView> RunAsync(string? market, Actor actor, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool simulated = MarketCatalogue.Find(market)?.Simulated ?? false;
        string[] markets = market is null ? [] : [market];
        var active = new IncidentFilter { Markets = markets, Simulated = simulated, Statuses = [IncidentStatus.Active] };

        // From whole hours, so that the curve does not crawl; its last point is at this hour.
        var hour = new DateTimeOffset(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero);
        Outcome<IReadOnlyList<IncidentTimelinePoint>> curve = await timeline.RunAsync(hour - Span, hour + Step, Step, markets, simulated, ct);
        IncidentList ending = await incidents.RunAsync(active, IncidentSort.EndingSoon, Rows, 0, actor, ct);
        return new DashboardView(
            now,
            await stats.AtAsync(null, markets, simulated, ct),
            await fleet.AtAsync(now, null, market, simulated, ct),
            actor.OrganizationId is { } own ? await fleet.AtAsync(now, own, market, simulated, ct) : null,
            curve.Value,
            (await incidents.RunAsync(active, IncidentSort.Newest, Rows, 0, actor, ct)).Items,
            (await incidents.RunAsync(active, IncidentSort.Largest, Rows, 0, actor, ct)).Items,
            [.. ending.Items.Where(incident => (incident.End ?? incident.ExpectedEnd) is not null)]);
    }
}
