using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Hosting.Postgres;
using GridApp.Tests.Hosting.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GridApp.Tests.Data;

/// <summary>Reports while a real server goes down and comes back: none is lost, none is doubled.</summary>
public sealed class SureWritesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Reports_WhileTheServerRestarts_AreEachThereOnce()
    {
        var options = new EmbeddedPostgresOptions { DataDirectory = directory.Path };
        EmbeddedPostgres server = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        (string owner, string app) = await server.CreateDatabaseAsync("restarted");
        await new SchemaUpgrade(NullLogger<SchemaUpgrade>.Instance).RunAsync(owner, new NpgsqlConnectionStringBuilder(app).Username);
        await using var sources = new GridDataSources(app);
        var database = new GridDatabase(sources);
        int organization, plant;
        await using (GridSession session = await database.OpenAsync(Actor.System))
        {
            organization = await OneAsync(session, "insert into organizations (name) values ('First') returning id");
            plant = await OneAsync(session, $"""
                insert into plants (code, name, fuel, source_fuel, capacity_mw, organization_id, market_approximate, simulated, is_yekdem, is_res)
                values ('ONE', 'One', 'gas', '', 1000, {organization}, false, false, false, false) returning id
                """);
            await session.CommitAsync();
        }

        var report = new ReportIncident(new SureWrites(database, TimeProvider.System, NullLogger<SureWrites>.Instance), TimeProvider.System);
        var admin = new Actor(Roles.Admin, 1, organization);
        const int Writers = 4;
        const int Each = 30;
        Task<int[]>[] writing = [.. Enumerable.Range(0, Writers).Select(async writer =>
        {
            var ids = new List<int>();
            for (int i = 0; i < Each; i++)
            {
                Outcome<IncidentItem> reported = await report.RunAsync(new IncidentDraft { PlantId = plant, Type = "derate", Reason = $"{writer}.{i}", AffectedMw = 1 }, admin, CancellationToken.None);
                Assert.Null(reported.Failure);
                ids.Add(reported.Value.Id);
                await Task.Delay(20);
            }

            return ids.ToArray();
        })];

        // Down while they write, away for a moment, and back: twice.
        for (int i = 0; i < 2; i++)
        {
            await Task.Delay(300);
            await server.DisposeAsync();
            await Task.Delay(200);
            server = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        }

        try
        {
            int[] told = [.. (await Task.WhenAll(writing)).SelectMany(ids => ids)];
            await using GridSession session = await database.OpenAsync(Actor.System);
            Assert.Equal(Writers * Each, told.Distinct().Count());
            Assert.Equal(Writers * Each, await OneAsync(session, "select count(*)::integer from incidents"));
            Assert.Equal(Writers * Each, await OneAsync(session, "select count(distinct reason)::integer from incident_details"));
            Assert.Equal(Writers * Each, await OneAsync(session, "select count(*)::integer from audit_events"));
        }
        finally
        {
            await sources.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Write_ThatFails_LeavesNothing()
    {
        var test = new TestDatabase();
        await test.InitializeAsync();
        var writes = new SureWrites(test.Database, TimeProvider.System, NullLogger<SureWrites>.Instance);
        Outcome<int> refused = await writes.RunAsync<int>(Actor.System, async session =>
        {
            await OneAsync(session, "insert into organizations (name) values ('Never') returning id");
            return new Conflict("No.");
        }, CancellationToken.None);
        Assert.IsType<Conflict>(refused.Failure);
        Assert.Equal(0L, await test.AsOwnerAsync<long>("select count(*) from organizations"));
        await test.DisposeAsync();
    }

    [Fact]
    public async Task Write_CutOffBeforeItsCommit_IsRepeatedOnce()
    {
        var test = new TestDatabase();
        await test.InitializeAsync();
        var writes = new SureWrites(test.Database, TimeProvider.System, NullLogger<SureWrites>.Instance);
        int runs = 0;
        Outcome<int> made = await writes.RunAsync<int>(Actor.System, async session =>
        {
            runs++;
            int id = await OneAsync(session, "insert into organizations (name) values ('Once') returning id");
            if (runs == 1)
            {
                // Another connection of the same login ends this one while its transaction is open.
                int backend = await OneAsync(session, "select pg_backend_pid()");
                await using var other = new NpgsqlConnection(test.AppConnectionString);
                await other.OpenAsync();
                await using var end = new NpgsqlCommand($"select pg_terminate_backend({backend})", other);
                await end.ExecuteNonQueryAsync();
            }

            return id;
        }, CancellationToken.None);
        Assert.Null(made.Failure);
        Assert.Equal(2, runs);
        Assert.Equal(1L, await test.AsOwnerAsync<long>("select count(*) from organizations"));
        await test.DisposeAsync();
    }

    private static async Task<int> OneAsync(GridSession session, string sql)
    {
        await using NpgsqlCommand command = session.Command(sql);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
