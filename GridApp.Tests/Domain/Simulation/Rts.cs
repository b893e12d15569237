using System.IO.Compression;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Reading;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>The bundled RTS-GMLC, read once, and a summer day of it, cleared once with its real time.</summary>
internal static class Rts
{
    public const ulong Seed = 7;

    public static readonly DateOnly Summer = new(2026, 7, 15);

    private static readonly Lazy<GridData> LazyGrid = new(ReadGrid);

    private static readonly Lazy<SourceYear> LazyYear = new(ReadYear);

    private static readonly Lazy<GridModel> LazyModel = new(() => Model(Seed));

    private static readonly Lazy<DayAheadResult> LazySummer = new(() => DayAhead(Shared, Summer));

    private static readonly Lazy<IReadOnlyList<RealTimeStep>> LazySteps = new(() => RealTime(Shared, SummerDay.Plan));

    public static GridData Grid => LazyGrid.Value;

    public static SourceYear Year => LazyYear.Value;

    public static GridModel Shared => LazyModel.Value;

    public static DayAheadResult SummerDay => LazySummer.Value;

    /// <summary>The 288 steps of <see cref="Summer"/>.</summary>
    public static IReadOnlyList<RealTimeStep> SummerSteps => LazySteps.Value;

    public static GridModel Model(ulong seed) => new(Grid, Year, SmallGrids.Solver, seed);

    public static DayAheadResult DayAhead(GridModel model, DateOnly day) => model.DayAhead.Solve(day, model.DayAhead.OpeningOf(day, []), model.Outages.KnownAt(MarketDay.Start(day).AddHours(-8)));

    public static IReadOnlyList<RealTimeStep> RealTime(GridModel model, DayAheadPlan plan, int steps = MarketDay.Steps)
    {
        var start = MarketDay.Start(plan.Day);
        var incidents = model.Outages.Between(start, start.AddDays(1));
        var all = new List<RealTimeStep>();
        var state = model.RealTime.Open(plan);
        for (var step = 0; step < steps; step++)
        {
            all.Add(model.RealTime.Step(plan, state, start + step * MarketDay.Step, incidents).Value);
            state = all[^1].Next;
        }
        return all;
    }

    public static int Unit(string uid) => Grid.Units.Index().First(unit => unit.Item.Uid == uid).Index;

    public static TextReader Open(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "SampleData", "rts-gmlc", file);
        return file.EndsWith(".gz", StringComparison.Ordinal)
            ? new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
            : new StreamReader(path);
    }

    private static GridData ReadGrid()
    {
        using var bus = Open("bus.csv");
        using var branch = Open("branch.csv");
        using var dc = Open("dc_branch.csv");
        using var gen = Open("gen.csv");
        using var storage = Open("storage.csv");
        return RtsGmlcGrid.Read(new RtsGmlcSource(bus, branch, dc, gen, storage)).Value;
    }

    private static SourceYear ReadYear()
    {
        using var load = Open("DAY_AHEAD_regional_Load.csv.gz");
        using var aps = Open("RT_APS_Promod_2020.csv.gz");
        using var nevp = Open("RT_NEVP_Promod_2020.csv.gz");
        using var ldwp = Open("RT_LDWP_Promod_2020.csv.gz");
        using var wind = Open("DAY_AHEAD_wind.csv.gz");
        using var realWind = Open("REAL_TIME_wind.csv.gz");
        using var sun = Open("DAY_AHEAD_pv.csv.gz");
        using var roofs = Open("DAY_AHEAD_rtpv.csv.gz");
        using var water = Open("DAY_AHEAD_hydro.csv.gz");
        using var heat = Open("DAY_AHEAD_Natural_Inflow.csv.gz");
        return RtsGmlcYear.Read(new RtsGmlcSeries(load, [aps, nevp, ldwp], wind, realWind, sun, roofs, water, heat)).Value;
    }
}
