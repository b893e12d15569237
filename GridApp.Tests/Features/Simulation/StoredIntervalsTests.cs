using System.Globalization;
using System.Runtime.InteropServices;
using GridApp.Domain.Prices;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.Series;
using GridApp.Features.Simulation;
using GridApp.Tests.Domain.Simulation;

namespace GridApp.Tests.Features.Simulation;

/// <summary>What lies in the database, computed again by another solver from the same inputs.</summary>
public sealed class StoredIntervalsTests(SimulationBench bench) : IClassFixture<SimulationBench>
{
    private static readonly DateOnly Day = new(2026, 7, 15);

    [GlpkTheory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(17)]
    public async Task AStoredInterval_CostsWhatGlpkSays_AndItsPricesAreOptimal(int hour)
    {
        var start = MarketDay.Start(Day);
        await bench.Market.EnsureAsync([Day], start, null, CancellationToken.None);
        var (model, catalogue) = await bench.Setup.RequireAsync(CancellationToken.None);
        var at = start.AddHours(hour).UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
        var plan = PlanBytes.Unpack((await bench.AskAsync<byte[]>($"select state from grid_states where kind = 'DAM' and at = '{start.UtcDateTime:yyyy-MM-dd HH:mm}Z'"))!).Value;
        var known = model.Outages.KnownAt(new DateTimeOffset(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)).Where(outage => outage.Touches(start.AddHours(hour), start.AddHours(hour + 1))).ToList();
        var world = model.World.Forecast(Day, hour);
        var stored = await StoredAsync(catalogue, at, known, world, start.AddHours(hour));

        var again = new IndependentHour(catalogue.Grid, stored, g => plan.On[g][hour], world);
        var starts = catalogue.Grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.Thermal && plan.On[unit.Index][hour] && !plan.On[unit.Index][hour - 1]).Select(unit => unit.Item.Uid);
        Assert.Empty(starts);
        var cost = await bench.AskAsync<double>($"select cost from grid_intervals where kind = 'DAM' and at = '{at}'");
        var objective = await again.LeastCostAsync();
        Assert.InRange(cost, objective * 0.999, objective * 1.001);
        again.PricesAreOptimal();
    }

    private async Task<ClearedInterval> StoredAsync(GridCatalogue catalogue, string at, List<Incident> known, Conditions world, DateTimeOffset start)
    {
        var grid = catalogue.Grid;
        var flows = Floats((await bench.AskAsync<byte[]>($"select flow_mw from grid_intervals where kind = 'DAM' and at = '{at}'"))!);
        var dispatch = Floats((await bench.AskAsync<byte[]>($"select dispatch_mw from grid_states where kind = 'DAM' and at = '{at}'"))!);
        var packed = (await bench.AskAsync<byte[]>($"select total from price_frames where kind = 'DAM' and at = '{at}' and known_to is null"))!;
        var prices = new float[grid.Buses.Count];
        if (await bench.AskAsync<short>($"select packing from price_frames where kind = 'DAM' and at = '{at}' and known_to is null") == 0)
        {
            Floats(packed).CopyTo(prices, 0);
        }
        else
        {
            PackedValues.Unpack(packed, prices);
        }
        var units = new float[grid.Units.Count];
        foreach (var (i, g) in catalogue.Units.Index())
        {
            units[g] = dispatch[i];
        }
        var outOf = known.Select(outage => outage.Uid).ToHashSet(StringComparer.Ordinal);
        var available = grid.Units.Select((unit, g) => outOf.Contains(unit.Uid) ? 0 : (float)(unit.Kind is UnitKind.Variable or UnitKind.MustTake ? world.GivenMw[g] : unit.MaxMw)).ToArray();
        var nothing = new float[grid.Buses.Count];
        return new ClearedInterval(
            start, MarketDay.Hour, 0, prices, nothing, nothing, nothing, units, available, flows[..grid.Branches.Count], flows[grid.Branches.Count..], [.. world.LoadMw.Select(mw => (float)mw)], nothing, nothing,
            new float[units.Length], [], [.. grid.Branches.Index().Where(branch => outOf.Contains(branch.Item.Uid)).Select(branch => branch.Index)], 0, 0, 0, 0);
    }

    private static float[] Floats(byte[] packed) => MemoryMarshal.Cast<byte, float>(packed).ToArray();
}
