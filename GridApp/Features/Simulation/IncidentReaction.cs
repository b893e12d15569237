using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;
using GridApp.Hosting;
using GridApp.Live;
using Npgsql;

namespace GridApp.Features.Simulation;

/// <summary>
/// Follows the incidents of the simulated grid: one that is reported, changed or finished has the interval that lasts cleared at once, and what it does is kept with it.
/// Intervals that are over stay as they were.
/// </summary>
public sealed partial class IncidentReaction(
    GridDatabase database, SimulatedMarket market, SimulationSetup setup, StartupState startup, ILiveBus live, TimeProvider time, ILogger<IncidentReaction> logger) : BackgroundService
{
    /// <summary>The version of the incidents that the market has followed, among the settings.</summary>
    private const string Followed = "simulation.incidents_version";

    private const string Changed = """
        select id, version from incidents where (plant_id = any($1) or line_id = any($2)) and version > $3
        """;

    private const string Newest = "select coalesce(max(version), 0) from incidents where plant_id = any($1) or line_id = any($2)";

    /// <summary>Clears the interval that lasts anew when incidents have changed since this was last done.</summary>
    /// <returns>How many incidents had changed.</returns>
    public async Task<int> FollowAsync(CancellationToken ct)
    {
        if (setup.Obstacle is not null)
        {
            return 0;
        }
        var (model, catalogue) = await setup.RequireAsync(ct);
        var now = time.GetUtcNow();
        await market.PartitionsAsync(MarketDay.Of(now), ct);
        await using var session = await database.OpenAsync(Actor.System, ct);
        if (await ChangedAsync(session, catalogue, ct) is { Count: 0 })
        {
            return 0;
        }
        await SimulatedMarket.LockAsync(session, ct);
        // Again, under the lock: another process may have been faster.
        if (await ChangedAsync(session, catalogue, ct) is not { } changed)
        {
            // The first time: what is known is in what is simulated from here on.
            await RememberAsync(session, catalogue, ct);
            await session.CommitAsync(ct);
            return 0;
        }
        if (changed.Count == 0)
        {
            return 0;
        }
        if (await new KeptDay(session).PlanAsync(MarketDay.Of(now), ct) is { } plan)
        {
            await DispatchAsync(session, model, catalogue, plan, changed, now, ct);
        }
        await RememberAsync(session, catalogue, ct);
        await session.CommitAsync(ct);
        return changed.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!setup.IsWanted)
        {
            return;
        }
        while (!startup.IsDone)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, stoppingToken);
        }
        using var watching = live.Subscribe([LiveTopic.Incidents], FollowLiveAsync);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
    }

    private async Task FollowLiveAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        if (await FollowAsync(ct) is > 0 and var changed)
        {
            var took = time.GetElapsedTime(began).TotalMilliseconds;
            LogFollowed(changed, took);
        }
    }

    private static async Task DispatchAsync(
        GridSession session, GridModel model, GridCatalogue catalogue, DayAheadPlan plan, IReadOnlyList<int> changed, DateTimeOffset now, CancellationToken ct)
    {
        var kept = new KeptDay(session);
        var at = MarketDay.StepStart(now);
        // What was missed up to here comes first: the interval continues from it.
        var (_, missed) = await SimulatedMarket.RealTimeAsync(session, model, catalogue, plan, at, now, ct);
        var news = await OutageRecords.WriteAsync(session, model, catalogue, at, now, now, ct);
        await OutageNews.WriteAsync(session, news, now, ct);
        var state = await kept.RealTimeAsync(at, ct) ?? model.RealTime.Open(plan, at);
        var book = await OutageRecords.ReadAsync(session, catalogue, at, at + MarketDay.Step, null, ct);
        var step = model.RealTime.Step(plan, state, at, book.At(now, at)).Value;
        var forecast = await kept.ForecastAsync(plan.Day, ct);
        await IntervalWriter.ForgetAsync(session, IntervalWriter.RealTime, at, ct);
        await IntervalWriter.WriteAsync(
            session, catalogue, IntervalWriter.RealTime, [new KeptInterval(step.Interval, forecast[MarketDay.HourOf(at)], StateBytes.Pack(step.Next))], ct);
        await HourlySums.WriteAsync(session, null, (missed?.From ?? at, at + MarketDay.Step), ct);
        await new EffectWriter(model, catalogue, plan, state, at, outages => outages.At(now, at)).WriteAsync(session, book, changed, ct);
    }

    /// <summary>Incidents of the grid that changed since the market followed them; null when it never has.</summary>
    private static async Task<IReadOnlyList<int>?> ChangedAsync(GridSession session, GridCatalogue catalogue, CancellationToken ct)
    {
        await using var known = session.Command("select value from settings where key = $1");
        known.Parameters.Add(new() { Value = Followed });
        if (await known.ExecuteScalarAsync(ct) is not string text)
        {
            return null;
        }
        await using var command = session.Command(Changed);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = catalogue.PlantIds }, new() { Value = catalogue.LineIds }, new() { Value = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) },
        ]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var changed = new List<int>();
        while (await reader.ReadAsync(ct))
        {
            changed.Add(reader.GetInt32(0));
        }
        return changed;
    }

    private static async Task RememberAsync(GridSession session, GridCatalogue catalogue, CancellationToken ct)
    {
        await using var newest = session.Command(Newest);
        newest.Parameters.AddRange((NpgsqlParameter[])[new() { Value = catalogue.PlantIds }, new() { Value = catalogue.LineIds }]);
        var version = ((long)(await newest.ExecuteScalarAsync(ct))!).ToString(CultureInfo.InvariantCulture);
        await using var command = session.Command("insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value");
        command.Parameters.Add(new() { Value = Followed });
        command.Parameters.Add(new() { Value = version });
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The simulated market follows {Count} changed incidents after {Milliseconds} ms")]
    private partial void LogFollowed(int count, double milliseconds);
}
