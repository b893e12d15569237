using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GridApp.Domain.Simulation.Linear;
using GridApp.Features.Jobs;
using GridApp.Features.Simulation;
using GridApp.Hosting;
using GridApp.Importing.Samples;
using GridApp.Tests.Data;
using GridApp.Tests.Live;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridApp.Tests.Features.Simulation;

/// <summary>The simulated market on a database of its own, at a time that a test sets.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "xunit disposes it through IAsyncLifetime.")]
public sealed class SimulationBench : IAsyncLifetime
{
    private static readonly IHostEnvironment Here = new Environment();

    /// <summary>Read once for all tests: it is immutable.</summary>
    private static readonly SimulatedGrid Grid = new(Here, new SimulationOptions());

    private readonly TestDatabase database = new();

    public TestDatabase Db => database;

    public Clock Time { get; } = new();

    public SimulationSetup Setup { get; private set; } = null!;

    public SimulatedMarket Market { get; private set; } = null!;

    public IncidentReaction Reaction { get; private set; } = null!;

    public KeptSpan Span { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        await database.AsOwnerAsync<object>(string.Join(
            ';', SampleOrganization.All.Select((sample, i) => string.Create(CultureInfo.InvariantCulture, $"insert into organizations (id, name, eic) values ({i + 1}, '{sample.Name}', '{sample.Eic}')"))));
        (Setup, Market) = Process();
        Span = new KeptSpan(database.Database);
        Reaction = new IncidentReaction(database.Database, Market, Setup, new StartupState(), QuietBus.Make(), Time, NullLogger<IncidentReaction>.Instance);
    }

    /// <summary>Another process on the same database.</summary>
    public (SimulationSetup Setup, SimulatedMarket Market) Process()
    {
        var setup = new SimulationSetup(Grid, new SeedGrid(database.Database), new GridOptions());
        return (setup, new SimulatedMarket(database.Database, setup));
    }

    /// <summary>One where the solver is not installed.</summary>
    public SimulationSetup WithoutSolver() =>
        new(new SimulatedGrid(Here, new SimulationOptions(), () => ClpSolver.Load("libNoSuchSolver.so.1")), new SeedGrid(database.Database), new GridOptions());

    public JobRunner Runner() => new(database.Database, database.Sources, NullLogger<JobRunner>.Instance);

    public Task<T?> AskAsync<T>(string sql) => database.AsOwnerAsync<T>(sql);

    public async Task DisposeAsync()
    {
        Reaction.Dispose();
        Setup.Dispose();
        await database.DisposeAsync();
    }

    public sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Environment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Test";

        public string ApplicationName { get; set; } = "GridApp";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
