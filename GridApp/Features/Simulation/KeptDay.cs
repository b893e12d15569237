using GridApp.Data;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>What the database has of a market day, inside one transaction.</summary>
internal sealed class KeptDay(GridSession session)
{
    /// <summary>The starts of the intervals that are there.</summary>
    public async Task<HashSet<DateTimeOffset>> IntervalsAsync(string kind, DateOnly day, CancellationToken ct)
    {
        var start = MarketDay.Start(day);
        await using var command = session.Command("select at from grid_intervals where market = $1 and kind = $2 and at >= $3 and at < $4");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = SimulatedGrid.Market }, new() { Value = kind }, Moment(start), Moment(start.AddDays(1))]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var there = new HashSet<DateTimeOffset>();
        while (await reader.ReadAsync(ct))
        {
            there.Add(await reader.GetFieldValueAsync<DateTimeOffset>(0, ct));
        }
        return there;
    }

    /// <summary>Whether an interval has been cleared.</summary>
    public async Task<bool> HasAsync(string kind, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = session.Command("select exists (select from grid_intervals where market = $1 and kind = $2 and at = $3)");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = SimulatedGrid.Market }, new() { Value = kind }, Moment(at)]);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>The day's plan; null when the day-ahead market has not cleared it, or another version of the program did.</summary>
    public async Task<DayAheadPlan?> PlanAsync(DateOnly day, CancellationToken ct) =>
        await StateAsync(IntervalWriter.DayAhead, MarketDay.Start(day), ct) is { } packed && PlanBytes.Unpack(packed) is { Failure: null } plan ? plan.Value : null;

    /// <summary>How the day before ended in the day-ahead market; null when it is not known.</summary>
    public async Task<Opening?> CloseOfAsync(DateOnly day, CancellationToken ct) =>
        await StateAsync(IntervalWriter.DayAhead, MarketDay.Start(day.AddDays(1)) - MarketDay.Hour, ct) is { } packed && PlanBytes.UnpackOpening(packed) is { Failure: null } close ? close.Value : null;

    /// <summary>Where real time stands at an instant; null when what came before it is not known.</summary>
    public async Task<RealTimeState?> RealTimeAsync(DateTimeOffset at, CancellationToken ct) =>
        await StateAsync(IntervalWriter.RealTime, at - MarketDay.Step, ct) is { } packed && StateBytes.Unpack(packed) is { Failure: null } state && state.Value.At == at ? state.Value : null;

    /// <summary>MW of load that the day-ahead market expected, by hour of the day.</summary>
    public async Task<double[]> ForecastAsync(DateOnly day, CancellationToken ct)
    {
        var start = MarketDay.Start(day);
        var load = new double[MarketDay.Hours];
        await using var command = session.Command("select at, load_mw from grid_intervals where market = $1 and kind = 'DAM' and at >= $2 and at < $3");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = SimulatedGrid.Market }, Moment(start), Moment(start.AddDays(1))]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            load[MarketDay.HourOf(await reader.GetFieldValueAsync<DateTimeOffset>(0, ct))] = reader.GetDouble(1);
        }
        return load;
    }

    private async Task<byte[]?> StateAsync(string kind, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = session.Command("select state from grid_states where market = $1 and kind = $2 and at = $3");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = SimulatedGrid.Market }, new() { Value = kind }, Moment(at)]);
        return await command.ExecuteScalarAsync(ct) as byte[];
    }

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
