using System.Text.Json;
using GridApp.Data;
using GridApp.Data.Prices;
using GridApp.Domain.Plants;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.RealTime;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>An interval to be kept.</summary>
/// <param name="ForecastMw">The load that the day-ahead market had expected.</param>
/// <param name="State">What the next run continues from; null where nothing does.</param>
internal sealed record KeptInterval(ClearedInterval Cleared, double ForecastMw, byte[]? State)
{
    /// <summary>The state itself, for who goes on at once.</summary>
    public RealTimeState? Next { get; init; }
}

/// <summary>Writes cleared intervals of one kind: prices by node, what the grid did, dispatch, generation by fuel. Intervals that are there already stay, unless they are to be replaced.</summary>
internal static class IntervalWriter
{
    public const string DayAhead = "DAM";

    public const string RealTime = "RTM";

    private const string Intervals = """
        insert into grid_intervals (market, kind, at, minutes, load_mw, forecast_mw, price, cost, emissions_kg, intensity, losses_mw, spilled_mw, shed_mw, available_mw, headroom_mw,
                                    line_ids, flow_mw, binding, computed_at)
        select $1, $2, i.at, $3, i.load, i.forecast, i.price, i.cost, i.emissions, i.intensity, i.losses, i.spilled, i.shed, i.available, i.headroom,
               $4, i.flow, i.binding::jsonb, clock_timestamp()
          from unnest($5::timestamptz[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::float8[], $12::float8[], $13::float8[], $14::float8[], $15::bytea[], $16::text[],
                      $17::float8[], $18::float8[])
               i(at, load, forecast, price, cost, emissions, intensity, losses, spilled, shed, flow, binding, available, headroom)
        on conflict (market, kind, at) do nothing
        """;

    private const string States = """
        insert into grid_states (market, kind, at, plant_ids, dispatch_mw, state)
        select $1, $2, s.at, $3, s.dispatch, s.state from unnest($4::timestamptz[], $5::bytea[], $6::bytea[]) s(at, dispatch, state)
        on conflict (market, kind, at) do nothing
        """;

    /// <summary>What stands there by fuel is taken away first: eight rows an interval are written in a third of the time when none of them has to look for another like it.</summary>
    private const string ForgetFuels = "delete from fuel_generation where market = $1 and kind = $2 and at = any($3) and simulated";

    private const string Fuels = """
        insert into fuel_generation (market, kind, at, fuel, minutes, mw, curtailed_mw, simulated)
        select $1, $2, f.at, f.fuel, $3, f.mw, f.curtailed, true from unnest($4::timestamptz[], $5::text[], $6::float8[], $7::float8[]) f(at, fuel, mw, curtailed)
        """;

    /// <summary>Takes what is known of an interval back, so that it can be said anew. Its prices stay: other ones become their correction.</summary>
    public static async Task ForgetAsync(GridSession session, string kind, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var sql in (string[])
        [
            "delete from grid_intervals where market = $1 and kind = $2 and at = $3",
            "delete from grid_states where market = $1 and kind = $2 and at = $3",
            "delete from fuel_generation where market = $1 and kind = $2 and at = $3 and simulated",
        ])
        {
            await RunAsync(session, sql, ct, Text(SimulatedGrid.Market), Text(kind), new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        }
    }

    public static async Task WriteAsync(GridSession session, GridCatalogue catalogue, string kind, IReadOnlyList<KeptInterval> intervals, CancellationToken ct)
    {
        if (intervals.Count == 0)
        {
            return;
        }
        var market = Text(SimulatedGrid.Market);
        var minutes = new NpgsqlParameter { Value = (short)intervals[0].Cleared.Length.TotalMinutes };
        var at = Times(intervals.Select(interval => interval.Cleared.Start));
        await new PriceCube(session).WriteAsync(Prices(catalogue, kind, intervals), null, ct);
        await RunAsync(
            session, Intervals, ct, market.Clone(), Text(kind), minutes.Clone(), new() { Value = catalogue.LineIds }, at.Clone(),
            Numbers(intervals, i => i.Cleared.LoadMw.Sum(mw => (double)mw)), Numbers(intervals, i => i.ForecastMw), Numbers(intervals, i => i.Cleared.SystemPrice), Numbers(intervals, i => i.Cleared.Cost),
            Numbers(intervals, i => i.Cleared.Co2Kg.Sum(kg => (double)kg)), Numbers(intervals, i => i.Cleared.CarbonIntensity), Numbers(intervals, i => i.Cleared.LossMw),
            Numbers(intervals, i => i.Cleared.SpillMw.Sum(mw => (double)mw)), Numbers(intervals, i => i.Cleared.ShedMw.Sum(mw => (double)mw)),
            Frame(intervals, cleared => [.. cleared.FlowMw, .. cleared.DcMw]), new() { Value = intervals.Select(i => Binding(catalogue, i.Cleared)).ToArray() },
            Numbers(intervals, i => i.Cleared.AllAvailableMw), Numbers(intervals, i => i.Cleared.HeadroomMw(catalogue.Grid)));
        await RunAsync(
            session, States, ct, market.Clone(), Text(kind), new() { Value = catalogue.PlantIds }, at.Clone(), Frame(intervals, cleared => [.. catalogue.Units.Select(g => cleared.UnitMw[g])]),
            new() { Value = intervals.Select(i => i.State).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await RunAsync(session, ForgetFuels, ct, market.Clone(), Text(kind), at.Clone());
        var fuels = intervals.SelectMany(i => ByFuel(catalogue, i.Cleared)).ToList();
        await RunAsync(
            session, Fuels, ct, market.Clone(), Text(kind), minutes.Clone(), Times(fuels.Select(f => f.At)), new() { Value = fuels.Select(f => f.Fuel).ToArray() },
            new() { Value = fuels.Select(f => f.Mw).ToArray() }, new() { Value = fuels.Select(f => f.CurtailedMw).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double });
    }

    private static PriceBlock Prices(GridCatalogue catalogue, string kind, IReadOnlyList<KeptInterval> intervals) => new(
        SimulatedGrid.Market, kind, [.. catalogue.Nodes],
        [.. intervals.Select(i => new PriceFrame(i.Cleared.Start, (short)i.Cleared.Length.TotalMinutes, [i.Cleared.Price, i.Cleared.Energy, i.Cleared.Congestion, i.Cleared.Loss, null]))])
    {
        Simulated = true,
    };

    /// <summary>Generation by fuel, MW; a storage that charges counts against its fuel. What was turned down is null where nothing of the fuel can be.</summary>
    private static IEnumerable<(DateTimeOffset At, string Fuel, double Mw, double? CurtailedMw)> ByFuel(GridCatalogue catalogue, ClearedInterval cleared) =>
        catalogue.Units.GroupBy(g => catalogue.Grid.Units[g].Fuel).Select(fuel => (
            cleared.Start, fuel.Key.Code(), fuel.Sum(g => (double)cleared.UnitMw[g]),
            fuel.Aggregate((double?)null, (sum, g) => cleared.CurtailedMw(catalogue.Grid, g) is { } mw ? (sum ?? 0) + mw : sum)));

    private static string Binding(GridCatalogue catalogue, ClearedInterval cleared) => JsonSerializer.Serialize(
        cleared.Binding.Select(line => new BindingLine(
            catalogue.Lines[line.Branch], GridCatalogue.LineCode(catalogue.Grid.Branches[line.Branch].Uid), Math.Round(line.FlowMw, 3), catalogue.Grid.Branches[line.Branch].RatingMw, Math.Round(line.ShadowPrice, 4))),
        JsonSerializerOptions.Web);

    private static NpgsqlParameter Frame(IReadOnlyList<KeptInterval> intervals, Func<ClearedInterval, float[]> values) => new() { Value = intervals.Select(i => Packed.Of(values(i.Cleared))).ToArray() };

    private static NpgsqlParameter Numbers(IReadOnlyList<KeptInterval> intervals, Func<KeptInterval, double> value) => new() { Value = intervals.Select(value).ToArray() };

    private static NpgsqlParameter Times(IEnumerable<DateTimeOffset> times) => new() { Value = times.Select(at => at.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Text(string text) => new() { Value = text };

    private static async Task RunAsync(GridSession session, string sql, CancellationToken ct, params NpgsqlParameter[] values)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>A line at its limit, as kept with an interval.</summary>
/// <param name="ShadowPrice">What one more megawatt of limit would save, $/MWh.</param>
public sealed record BindingLine(int LineId, string Code, double FlowMw, double LimitMw, double ShadowPrice);
