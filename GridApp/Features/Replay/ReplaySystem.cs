using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using GridApp.Features.Market;
using GridApp.Features.Simulation;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Replay;

/// <summary>
/// Price, load, generation by fuel and lines at their limits, over a span: of the simulated grid from its intervals, in one round trip; of other markets from their published series.
/// </summary>
public sealed class ReplaySystem(GridDatabase database, MarketPrices prices, Consumption consumption, FuelGeneration generation)
{
    private const string Intervals = """
        select at, minutes, price, load_mw, forecast_mw, losses_mw, intensity, shed_mw, spilled_mw, binding::text from grid_intervals
         where market = $1 and kind = $2 and at >= $3 and at < $4 order by at
        """;

    private const string Fuels = "select at, minutes, fuel, mw from fuel_generation where market = $1 and kind = $2 and at >= $3 and at < $4 order by at";

    private static readonly string[] Quantities = ["price", "load", "forecast", "losses", "intensity", "shed", "spilled"];

    /// <summary>The answer as JSON.</summary>
    internal async Task<Outcome<byte[]>> RunAsync(ReplayQuestion question, string kind, Actor actor, CancellationToken ct)
    {
        var answer = question.Market.Simulated ? await SimulatedAsync(question, kind, actor, ct) : await PublishedAsync(question, kind, actor, ct);
        return answer.Failure is { } failure ? failure : JsonSerializer.SerializeToUtf8Bytes(answer.Value, JsonSerializerOptions.Web);
    }

    private async Task<Outcome<ReplaySystemAnswer>> SimulatedAsync(ReplayQuestion question, string kind, Actor actor, CancellationToken ct)
    {
        var (times, minutes) = (new List<DateTime>(), new List<int>());
        var columns = Quantities.Select(_ => new List<double>()).ToArray();
        var binding = new List<string>();
        var fuels = new Gathered();
        await using var session = await database.OpenAsync(actor, ct);
        await using var batch = new NpgsqlBatch(session.Connection, session.Transaction);
        foreach (var sql in (string[])[Intervals, Fuels])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                new() { Value = question.Market.Code }, new() { Value = kind == "DAM" ? kind : "RTM" }, Moment(question.Start), Moment(question.End),
            ]);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            times.Add(reader.GetDateTime(0));
            minutes.Add(reader.GetInt16(1));
            for (var i = 0; i < columns.Length; i++)
                columns[i].Add(await reader.IsDBNullAsync(2 + i, ct) ? double.NaN : reader.GetDouble(2 + i));
            binding.Add(reader.GetString(9));
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            fuels.Add(reader.GetDateTime(0), reader.GetInt16(1), reader.GetString(2), reader.GetDouble(3));

        var unit = PriceUnit.Of(question.Market.Currency);
        var series = Quantities
            .Select((name, i) => Series(question, name, name switch { "price" => unit, "intensity" => "gCO2eq/kWh", _ => "MW" }, times, minutes, columns[i]))
            .Where(one => one.Values.Any(value => value is not null)).ToList();
        return new ReplaySystemAnswer(
            question.Market.Code, kind, question.Start, question.End, question.Market.TimeZone, true, SeriesSource.Of(question.Market.Code, true, times.Count == 0), question.IsCoarse, series,
            fuels.Of(question), Bindings(question, times, minutes, binding));
    }

    private async Task<Outcome<ReplaySystemAnswer>> PublishedAsync(ReplayQuestion question, string kind, Actor actor, CancellationToken ct)
    {
        var (market, start, end) = (question.Market, question.Start, question.End);
        var priced = await prices.RunAsync(market, start, end, null, actor, ct);
        var used = await consumption.RunAsync(market, start, end, actor, ct);
        var made = await generation.RunAsync(market, kind == "DAM" ? kind : "RTM", start, end, actor, ct);
        if ((priced.Failure ?? used.Failure ?? made.Failure) is { } failure)
            return failure;

        var series = new List<ReplaySeries>();
        var points = priced.Value.Points;
        Add("price", priced.Value.Unit, [.. points.Select(point => point.At)], priced.Value.IntervalMinutes, points.Select(point => kind == "DAM" ? point.Ptf : point.Smf));
        Add("load", "MW", [.. used.Value.Points.Select(point => point.At)], used.Value.IntervalMinutes, used.Value.Points.Select(point => point.Actual));
        Add("forecast", "MW", [.. used.Value.Points.Select(point => point.At)], used.Value.IntervalMinutes, used.Value.Points.Select(point => point.Forecast));
        var fuels = new Gathered();
        foreach (var column in made.Value.Series)
        {
            for (var i = 0; i < column.Mw.Count; i++)
            {
                if (column.Mw[i] is { } mw)
                    fuels.Add(made.Value.Times[i], made.Value.IntervalMinutes, column.Fuel, mw);
            }
        }

        return new ReplaySystemAnswer(
            market.Code, kind, start, end, market.TimeZone, false, SeriesSource.Of(market.Code, false, series.Count == 0), question.IsCoarse, series, fuels.Of(question), []);

        void Add(string name, string unit, List<DateTime> times, int minutes, IEnumerable<double?> values)
        {
            var one = Series(question, name, unit, times, [.. Enumerable.Repeat(minutes, times.Count)], [.. values.Select(value => value ?? double.NaN)]);
            if (one.Values.Any(value => value is not null))
                series.Add(one);
        }
    }

    /// <summary>A quantity as it is sent: by the hour where the span is long.</summary>
    private static ReplaySeries Series(ReplayQuestion question, string name, string unit, List<DateTime> times, List<int> minutes, List<double> values)
    {
        if (!question.IsCoarse)
            return new ReplaySeries(name, unit, [.. times.Select(at => Offset(question, at))], minutes, [.. values.Select(Known)]);
        var hours = HourlyMean.Group(times);
        var (all, lengths) = (values.ToArray(), minutes.ToArray());
        return new ReplaySeries(
            name, unit, [.. hours.Select(hour => Offset(question, hour.Hour))], [.. hours.Select(_ => 60)],
            [.. hours.Select(hour => Known(HourlyMean.Of(all.AsSpan(hour.First, hour.Count), lengths.AsSpan(hour.First, hour.Count))))]);
    }

    /// <summary>By interval, where the span is exact; by hour, each line with the most that it cost, where it is not.</summary>
    private static List<ReplayBinding> Bindings(ReplayQuestion question, List<DateTime> times, List<int> minutes, List<string> binding)
    {
        var lines = binding.ConvertAll(text => text.Length > 2 ? JsonSerializer.Deserialize<List<BindingLine>>(text, JsonSerializerOptions.Web) ?? [] : []);
        var all = question.IsCoarse
            ? HourlyMean.Group(times).Select(hour => (At: hour.Hour, Minutes: 60, Lines: lines.Skip(hour.First).Take(hour.Count).SelectMany(line => line)))
            : times.Select((at, i) => (At: at, Minutes: minutes[i], Lines: lines[i].AsEnumerable()));
        return
        [
            .. all.Select(one => new ReplayBinding(
                    Offset(question, one.At), one.Minutes,
                    [.. one.Lines.GroupBy(line => line.LineId).Select(line => line.MaxBy(found => Math.Abs(found.ShadowPrice))!).OrderByDescending(line => Math.Abs(line.ShadowPrice))]))
                .Where(one => one.Lines.Count > 0),
        ];
    }

    private static long Offset(ReplayQuestion question, DateTime at) => (long)(at - question.Start.UtcDateTime).TotalMilliseconds;

    private static double? Known(double value) => double.IsNaN(value) ? null : Math.Round(value, 4);

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    /// <summary>Generation as it is read, one fuel of one interval after the other.</summary>
    private sealed class Gathered
    {
        private readonly SortedDictionary<DateTime, int> minutes = [];
        private readonly Dictionary<string, Dictionary<DateTime, double>> columns = new(StringComparer.Ordinal);

        public void Add(DateTime at, int length, string fuel, double mw)
        {
            minutes[at] = length;
            if (!columns.TryGetValue(fuel, out var column))
                columns.Add(fuel, column = []);
            column[at] = mw;
        }

        public ReplayFuels? Of(ReplayQuestion question)
        {
            if (minutes.Count == 0)
                return null;
            var (times, lengths) = (minutes.Keys.ToList(), minutes.Values.ToList());
            var series = columns
                .Select(column => (Fuel: column.Key, Series: Series(question, column.Key, "MW", times, lengths, [.. times.Select(at => column.Value.GetValueOrDefault(at, double.NaN))])))
                .OrderByDescending(column => column.Series.Values.Sum()).ThenBy(column => column.Fuel, StringComparer.Ordinal).ToList();
            return new ReplayFuels(series[0].Series.At, series[0].Series.Minutes, [.. series.Select(column => new ReplayFuel(column.Fuel, column.Series.Values))]);
        }
    }
}
