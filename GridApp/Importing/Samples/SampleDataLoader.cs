using System.Globalization;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Hosting;
using GridApp.Importing.Geography;
using Microsoft.EntityFrameworkCore;

namespace GridApp.Importing.Samples;

/// <summary>
/// Puts the bundled plants, the two sample organizations, boundaries of markets and a week of outages in, once in the life of a database: what people change or delete afterwards stays so.
/// </summary>
internal sealed class SampleDataLoader(GridDatabase database, ImportBacklog backlog, ImportRunner runner, MarketShapes markets, IHostEnvironment environment)
{
    private const string PlantsDone = "sample_data.plants";
    private const string OrganizationsDone = "sample_data.organizations";
    private const string OutagesDone = "sample_data.outages";
    private const string ZonesDone = "sample_data.zones";

    /// <summary>Any fixed number: the lock that processes share while one of them loads.</summary>
    private const long LoadLock = 4_712_026_112_100_002;

    /// <summary>The older source first, so that the newer one's values are those that count.</summary>
    private static readonly string[] Files = ["gppd_v1.2_world_11cols.csv.gz", "wri_database_USA.csv.gz"];

    private const string Zones = "entsoe_bidding_zones.geojson.gz";

    private const string Outages = "caiso_curtailed_nonoperational_2024-06-24_2024-06-30.csv.gz";

    /// <summary>Loads what has not been loaded before.</summary>
    /// <exception cref="StartRefusedException">The bundled files are missing or cannot be read.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await EnsurePlantsAsync(cancellationToken);
        await EnsureZonesAsync(cancellationToken);
        // After the organizations have been given theirs, and that is committed: the plants of these outages stay nobody's.
        await EnsureOutagesAsync(cancellationToken);
    }

    private async Task EnsurePlantsAsync(CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        if (!await IsDoneAsync(session, PlantsDone, cancellationToken))
        {
            await EndAbandonedAsync(session, cancellationToken);
            foreach (var file in Files)
                await ImportAsync(ImportVocabulary.Plants, "csv", file, cancellationToken);
            session.Db.Settings.Add(new Setting { Key = PlantsDone, Value = string.Join(' ', Files) });
        }

        if (!await IsDoneAsync(session, OrganizationsDone, cancellationToken))
        {
            // Beside organizations that people have made, invented ones would only be in the way.
            if (!await session.Db.Organizations.AnyAsync(cancellationToken))
            {
                foreach (var organization in SampleOrganization.All)
                    await AddAsync(session, organization, cancellationToken);
            }

            session.Db.Settings.Add(new Setting { Key = OrganizationsDone, Value = "" });
        }

        await session.Db.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Zones that somebody has drawn; for the other markets, the territories that they serve nearly alone.</summary>
    private async Task EnsureZonesAsync(CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        if (await IsDoneAsync(session, ZonesDone, cancellationToken))
            return;
        await EndAbandonedAsync(session, cancellationToken);
        await ImportAsync(ImportVocabulary.Zones, "entsoe", Zones, cancellationToken);
        var drawn = await DrawnAsync(session, cancellationToken);
        var rows = new Queue<ZoneRow>(markets.All().Where(row => !drawn.Contains(row.Market!)));
        await ZoneStaging.FillAsync(session, () => rows.TryDequeue(out var row) ? row : null, cancellationToken);
        await ZoneMerge.RunAsync(session, importId: null, "code", isGeoJson: false, new ImportTally(), cancellationToken);
        session.Db.Settings.Add(new Setting { Key = ZonesDone, Value = Zones });
        await session.Db.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Markets of which a boundary is there.</summary>
    private static async Task<HashSet<string>> DrawnAsync(GridSession session, CancellationToken cancellationToken)
    {
        await using var command = session.Command("select distinct market from zones where type in ('iso_boundary', 'bidding_zone') and market is not null");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            drawn.Add(reader.GetString(0));
        return drawn;
    }

    private async Task EnsureOutagesAsync(CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        if (await IsDoneAsync(session, OutagesDone, cancellationToken))
            return;
        await EndAbandonedAsync(session, cancellationToken);
        await ImportAsync(ImportVocabulary.Incidents, "caiso", Outages, cancellationToken);
        session.Db.Settings.Add(new Setting { Key = OutagesDone, Value = Outages });
        await session.Db.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>A session that no other process has while it loads.</summary>
    private async Task<GridSession> OpenAsync(CancellationToken cancellationToken)
    {
        var session = await database.OpenAsync(Actor.System, cancellationToken);
        await using var wait = session.Command("select pg_advisory_xact_lock($1)");
        wait.Parameters.Add(new() { Value = LoadLock });
        await wait.ExecuteNonQueryAsync(cancellationToken);
        return session;
    }

    private static Task<bool> IsDoneAsync(GridSession session, string key, CancellationToken cancellationToken) =>
        session.Db.Settings.AnyAsync(setting => setting.Key == key, cancellationToken);

    private async Task ImportAsync(string dataset, string format, string file, CancellationToken cancellationToken)
    {
        var path = PathOf(dataset switch { ImportVocabulary.Plants => "plants", ImportVocabulary.Zones => "zones", _ => "outages" }, file);
        var run = new ImportRun
        {
            Dataset = dataset,
            Format = format,
            FileName = file,
            FileBytes = new FileInfo(path).Length,
            Status = "",
        };
        var id = await backlog.StartAsync(Actor.System, run, cancellationToken);
        await runner.RunAsync(run, path, cancellationToken);

        await using var session = await database.OpenAsync(Actor.System, cancellationToken);
        var ended = await session.Db.Imports.AsNoTracking().SingleAsync(import => import.Id == id, cancellationToken);
        if (ended.Status != "completed")
            throw new StartRefusedException(string.Create(CultureInfo.InvariantCulture, $"The bundled file {file} could not be loaded: {ended.Error ?? "the database was away"} Start again, or set Grid__SampleData to false."));
    }

    /// <summary>Runs of a process that died while loading: nobody else will take them up, since their file is not in the uploads.</summary>
    private static async Task EndAbandonedAsync(GridSession session, CancellationToken cancellationToken)
    {
        await using var command = session.Command("""
            update imports set status = 'failed', error = 'The server stopped while it loaded this file; it was loaded again at the next start.', finished_at = now()
             where stored_as = '' and status in ('queued', 'running')
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task AddAsync(GridSession session, SampleOrganization sample, CancellationToken cancellationToken)
    {
        var organization = session.Db.Organizations.Add(new Organization { Name = sample.Name, Eic = sample.Eic }).Entity;
        await session.Db.SaveChangesAsync(cancellationToken);
        await using var give = session.Command("""
            update plants set organization_id = $1
             where id in (select id from plants
                           where market = $2 and capacity_mw > 50 and longitude is not null and not simulated and organization_id is null
                              and not exists (select from incidents i where i.plant_id = plants.id)
                           order by code collate "C" limit $3)
            """);
        give.Parameters.Add(new() { Value = organization.Id });
        give.Parameters.Add(new() { Value = sample.Market });
        give.Parameters.Add(new() { Value = sample.Plants });
        await give.ExecuteNonQueryAsync(cancellationToken);
    }

    private string PathOf(string folder, string file)
    {
        // Beside the assemblies when published and in tests; in the project when it runs from there.
        string[] places = [Path.Combine(AppContext.BaseDirectory, "SampleData", folder, file), Path.Combine(environment.ContentRootPath, "SampleData", folder, file)];
        return places.FirstOrDefault(File.Exists)
            ?? throw new StartRefusedException($"The bundled file SampleData/{folder}/{file} is missing. Install it beside the program again, or set Grid__SampleData to false.");
    }
}
