using System.IO.Compression;
using GridApp.Domain;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Linear;
using GridApp.Domain.Simulation.Reading;
using GridApp.Domain.Simulation.Series;
using GridApp.Hosting;

namespace GridApp.Features.Simulation;

/// <summary>The bundled power system, ready to run; read and loaded when first asked for, and kept.</summary>
public sealed class SimulatedGrid
{
    /// <summary>Its code among the markets.</summary>
    public const string Market = "RTS";

    public const string Currency = "USD";

    /// <summary>Name of the data set, as people are shown it.</summary>
    public const string Source = "RTS-GMLC";

    private readonly IHostEnvironment environment;
    private readonly Lazy<Outcome<GridModel>> model;

    public SimulatedGrid(IHostEnvironment environment, SimulationOptions options)
        : this(environment, options, () => ClpSolver.Load())
    {
    }

    /// <param name="solver">Loads the solver, or says what is missing.</param>
    internal SimulatedGrid(IHostEnvironment environment, SimulationOptions options, Func<Outcome<ILinearSolver>> solver)
    {
        this.environment = environment;
        model = new Lazy<Outcome<GridModel>>(() => Load(solver(), options));
    }

    /// <summary>The system with its markets; <see cref="SolverMissing"/> where the solver is not installed, <see cref="Unreadable"/> where a bundled file is not there or damaged.</summary>
    public Outcome<GridModel> Model => model.Value;

    private Outcome<GridModel> Load(Outcome<ILinearSolver> solver, SimulationOptions options)
    {
        if (solver.Failure is { } missing)
        {
            return missing;
        }
        try
        {
            var grid = ReadGrid();
            if (grid.Failure is { } fault)
            {
                return fault;
            }
            var year = ReadYear();
            return year.Failure is { } damaged ? damaged : new GridModel(grid.Value, year.Value, solver.Value, (ulong)options.Seed);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new Unreadable("The bundled power system cannot be read: " + e.Message);
        }
    }

    private Outcome<GridData> ReadGrid()
    {
        using var bus = Open("bus.csv");
        using var branch = Open("branch.csv");
        using var dc = Open("dc_branch.csv");
        using var gen = Open("gen.csv");
        using var storage = Open("storage.csv");
        return RtsGmlcGrid.Read(new RtsGmlcSource(bus, branch, dc, gen, storage));
    }

    private Outcome<SourceYear> ReadYear()
    {
        using var load = Open("DAY_AHEAD_regional_Load.csv.gz");
        using var first = Open("RT_APS_Promod_2020.csv.gz");
        using var second = Open("RT_NEVP_Promod_2020.csv.gz");
        using var third = Open("RT_LDWP_Promod_2020.csv.gz");
        using var wind = Open("DAY_AHEAD_wind.csv.gz");
        using var realWind = Open("REAL_TIME_wind.csv.gz");
        using var sun = Open("DAY_AHEAD_pv.csv.gz");
        using var roofs = Open("DAY_AHEAD_rtpv.csv.gz");
        using var water = Open("DAY_AHEAD_hydro.csv.gz");
        using var heat = Open("DAY_AHEAD_Natural_Inflow.csv.gz");
        return RtsGmlcYear.Read(new RtsGmlcSeries(load, [first, second, third], wind, realWind, sun, roofs, water, heat));
    }

    private StreamReader Open(string file)
    {
        // Beside the assemblies when published and in tests; in the project when it runs from there.
        string[] places = [Path.Combine(AppContext.BaseDirectory, "SampleData", "rts-gmlc", file), Path.Combine(environment.ContentRootPath, "SampleData", "rts-gmlc", file)];
        var path = places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"SampleData/rts-gmlc/{file} is missing; install it beside the program again.");
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)) : new StreamReader(path);
    }
}
