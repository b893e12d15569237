using System.Text;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using GridApp.Importing;
using GridApp.Importing.Geography;
using GridApp.Importing.Incidents;
using GridApp.Importing.Plants;
using GridApp.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GridApp.Tests.Importing;

/// <summary>The importing room on a database of its own: what tests put in a file, and what becomes of it.</summary>
internal sealed class ImportBench : IAsyncDisposable
{
    public static readonly Actor SuperAdmin = new(Roles.SuperAdmin, 1, null);

    private readonly TestDatabase database = new();
    private readonly TempFiles files = new();

    private ImportBench()
    {
    }

    /// <summary>Errors that the runner logged: bugs, unless a test provokes them.</summary>
    public ErrorLog Log { get; } = new();

    public GridDatabase Database => database.Database;

    public UploadStore Uploads { get; private set; } = null!;

    public ImportBacklog Backlog { get; private set; } = null!;

    public ImportRunner Runner { get; set; } = null!;

    public static async Task<ImportBench> StartAsync()
    {
        var bench = new ImportBench();
        await bench.database.InitializeAsync();
        bench.Uploads = new UploadStore(bench.files.Folder);
        bench.Backlog = new ImportBacklog(bench.Database, bench.Uploads, TimeProvider.System);
        bench.Runner = bench.NewRunner(
            Plants(new ImportOptions()), new IncidentImporter(new ImportOptions(), TimeProvider.System), new ZoneImporter(new ImportOptions()), new LineImporter(new ImportOptions()));
        return bench;
    }

    public ImportRunner NewRunner(params IDatasetImporter[] importers) => new(
        Database, Backlog, importers, TimeProvider.System, Log);

    /// <summary>Imports plants from here on under other limits.</summary>
    public void Limit(ImportOptions limits) => Runner = NewRunner(Plants(limits));

    private static PlantImporter Plants(ImportOptions limits) => new(new MarketTerritory(Atlas.States), limits);

    /// <summary>Adds an organization, and gives its number.</summary>
    public Task<int> AddOrganizationAsync(string name) => ScalarAsync<int>($"insert into organizations (name) values ('{name}') returning id");

    public Task<Report> ImportAsync(string text, Actor? actor = null, string? mapping = null, string? market = null, string dataset = "plants", string format = "csv") =>
        ImportAsync(Encoding.UTF8.GetBytes(text), actor, mapping, market, dataset, format);

    /// <summary>Sends a file through the queue, as the endpoint and the worker do.</summary>
    public async Task<Report> ImportAsync(byte[] content, Actor? actor = null, string? mapping = null, string? market = null, string dataset = "plants", string format = "csv", string fileName = "plants.csv")
    {
        var id = await EnqueueAsync(content, actor, mapping, market, dataset, format, fileName);
        var run = await Backlog.ClaimAsync(CancellationToken.None);
        Assert.Equal(id, run!.Id);
        await Runner.RunAsync(run, Uploads.PathOf(run.StoredAs), CancellationToken.None);
        Assert.Null(Log.Last);
        return await ReportAsync(id);
    }

    public async Task<int> EnqueueAsync(byte[] content, Actor? actor = null, string? mapping = null, string? market = null, string dataset = "plants", string format = "csv", string fileName = "plants.csv")
    {
        var kept = await Uploads.KeepAsync(new MemoryStream(content), 1L << 30, CancellationToken.None);
        await HireAsync(actor ?? SuperAdmin);
        return await Backlog.EnqueueAsync(
            actor ?? SuperAdmin,
            new ImportRun { Dataset = dataset, Format = format, Market = market, Mapping = mapping, FileName = fileName, FileBytes = kept!.Value.Bytes, StoredAs = kept.Value.StoredAs, Status = "" },
            CancellationToken.None);
    }

    /// <summary>Whoever sends a file is a person of this database, with the rights that the test says.</summary>
    private async Task HireAsync(Actor actor)
    {
        if (actor.UserId is not { } id)
            return;
        await using var hire = database.Sources.Identity.CreateCommand("""
            insert into users (id, user_name, normalized_user_name, role, organization_id, first_name, last_name, is_disabled, must_change_password,
                               email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            values ($1, 'u' || $1, 'U' || $1, $2, $3, '', '', false, false, false, false, false, false, 0)
            on conflict (id) do update set role = excluded.role, organization_id = excluded.organization_id
            """);
        hire.Parameters.Add(new() { Value = id });
        hire.Parameters.Add(new() { Value = actor.Role });
        hire.Parameters.Add(new Npgsql.NpgsqlParameter { Value = (object?)actor.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer });
        await hire.ExecuteNonQueryAsync();
    }

    public async Task<Report> ReportAsync(int id)
    {
        await using var session = await Database.OpenAsync(Actor.System);
        var run = await session.Db.Imports.AsNoTracking().SingleAsync(import => import.Id == id);
        return new Report(
            run,
            await session.Db.ImportRejections.AsNoTracking().Where(rejection => rejection.ImportId == id).OrderBy(rejection => rejection.Row).ToListAsync(),
            await session.Db.ImportWarnings.AsNoTracking().Where(warning => warning.ImportId == id).ToListAsync());
    }

    public async Task<Plant> PlantAsync(string code)
    {
        await using var session = await Database.OpenAsync(Actor.System);
        return await session.Db.Plants.AsNoTracking().SingleAsync(plant => plant.Code == code);
    }

    public async Task<List<PlantRevision>> RevisionsAsync(string code)
    {
        await using var session = await Database.OpenAsync(Actor.System);
        return await session.Db.PlantRevisions.AsNoTracking()
            .Where(revision => session.Db.Plants.Any(plant => plant.Id == revision.PlantId && plant.Code == code)).OrderBy(revision => revision.Id).ToListAsync();
    }

    public Task<int> CountAsync(string where = "true") => ScalarAsync<int>($"select count(*)::integer from plants where {where}");

    public async Task<long> VersionAsync(string catalogue = "plants") => (await Database.VersionOfAsync(catalogue)).Version;

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var session = await Database.OpenAsync(Actor.System);
        await using var command = session.Command(sql);
        var value = (T)(await command.ExecuteScalarAsync())!;
        await session.CommitAsync();
        return value;
    }

    public async ValueTask DisposeAsync()
    {
        Backlog.Dispose();
        await database.DisposeAsync();
        files.Dispose();
    }
}

/// <summary>Keeps the last error.</summary>
internal sealed class ErrorLog : ILogger<ImportRunner>
{
    public Exception? Last { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            Last = exception;
    }
}

/// <summary>What an import says of itself.</summary>
internal sealed record Report(ImportRun Run, IReadOnlyList<ImportRejection> Rejections, IReadOnlyList<ImportWarning> Warnings)
{
    /// <summary>Read, written, changed, rejected.</summary>
    public (int Read, int Written, int Changed, int Rejected) Rows => (Run.RowsRead, Run.RowsWritten, Run.RowsChanged, Run.RowsRejected);

    public Report Completed()
    {
        Assert.Null(Run.Error);
        Assert.Equal("completed", Run.Status);
        Assert.NotNull(Run.StartedAt);
        Assert.NotNull(Run.FinishedAt);
        Assert.Equal(Run.RowsRead, Run.RowsWritten + Run.RowsRejected);
        return this;
    }

    public string Failed()
    {
        Assert.Equal("failed", Run.Status);
        Assert.NotNull(Run.FinishedAt);
        Assert.Equal((0, 0, 0, 0), Rows);
        Assert.EndsWith(".", Run.Error, StringComparison.Ordinal);
        return Run.Error!;
    }
}
