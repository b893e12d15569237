using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;

namespace GridApp.Tests.Importing.Undo;

/// <summary>Imports that are taken back: the database is as it was before, or a sentence says what builds on them.</summary>
public sealed class UndoTests(UndoBench bench) : IClassFixture<UndoBench>
{
    private const string Plants = "code,name,primary_fuel,capacity_mw,latitude,longitude,owner\n";
    private const string Nodes = "node_id,node_name,node_type,iso_region,zone,latitude,longitude\n";
    private const string Prices = "node_id,timestamp,lmp_total,lmp_energy,lmp_congestion,lmp_loss,iso_region,market_type\n";

    [Fact]
    public async Task Plants_MadeAndChanged_AreAsTheyWere_AndTheFileGoesInAgain()
    {
        var first = await bench.SendAsync("plants", Plants + "UA,Keban,Hydro,1330,38.8,38.75,EUAS\nUB,Ghost,,0,,,\n");
        var before = await bench.StateAsync();
        const string file = Plants + "UA,Keban II,Gas,1331.5,38.8,38.76,\nUC,New,Gas,1,1,1,\n";
        var second = await bench.SendAsync("plants", file);
        Assert.Equal("plants -1 ~1", await bench.TakeBackAsync(second));
        Assert.Equal(before, await bench.StateAsync());

        var again = await bench.SendAsync("plants", file);
        Assert.Equal("Keban II", (await bench.Room.PlantAsync("UA")).Name);
        Assert.Equal($"Import {again} wrote over values of this one: undo that first.", await bench.RefusedAsync(first));
        Assert.Equal("plants -1 ~1", await bench.TakeBackAsync(again));
        Assert.Equal("plants -2 ~0", await bench.TakeBackAsync(first));
        Assert.Equal(0, await bench.Room.CountAsync("code in ('UA', 'UB', 'UC')"));
        Assert.Equal("This import is undone already.", await bench.RefusedAsync(first));
        var run = (await bench.Room.ReportAsync(first)).Run;
        Assert.Equal(("undone", true), (run.Status, run.UndoneAt is not null));
        Assert.Equal(1, await bench.Room.ScalarAsync<int>($"select count(*)::integer from audit_events where action = 'import.undone' and object_id = '{first}' and after->>'removed' = '2' and user_id = 1"));
    }

    [Fact]
    public async Task Plants_OlderValuesBesideNewerOnes_GoWithTheirImport()
    {
        const string dated = "gppd_idnr,name,primary_fuel,capacity_mw,latitude,longitude,owner,year_of_capacity_data\n";
        var newer = await bench.SendAsync("plants", dated + "UO,New name,Gas,110,38.8,38.75,Somebody,2019\n");
        var before = await bench.StateAsync();
        var older = await bench.SendAsync("plants", Plants + "UO,Old name,Hydro,100,38.8,38.75,\nUP,Other,Gas,1,1,1,\n");
        Assert.Equal($"Import {older} says something of plants of this import: undo that first.", await bench.RefusedAsync(newer));
        Assert.Equal("plants -1 ~0", await bench.TakeBackAsync(older));
        Assert.Equal(before, await bench.StateAsync());
        await bench.TakeBackAsync(newer);
    }

    [Fact]
    public async Task Plants_ThatSomethingBuildsOn_AreRefusedWithTheReason()
    {
        var id = await bench.SendAsync("plants", Plants + "UR,Keban,Hydro,1330,38.8,38.75,\nUS,Ghost,,5,,,\n");
        await RunAsync("insert into incidents (plant_id, type, affected_mw, start_at, simulated, public_record, over_capacity) select id, 'derate', 2, now(), false, true, false from plants where code = 'UR'");
        Assert.Equal("1 incident stands on plants of this import.", await bench.RefusedAsync(id));
        await RunAsync("delete from incidents");

        var generation = await bench.SendAsync("generation", "timestamp,plant_code,actual_mw\n2026-01-15T00:00Z,US,3\n");
        Assert.Equal($"Import {generation} brought generation of plants of this import: undo that first.", await bench.RefusedAsync(id));
        Assert.Equal("values -1 ~0", await bench.TakeBackAsync(generation));

        await RunAsync("update plants set owner = 'somebody' where code = 'US'");
        Assert.Equal("Plant Ghost was changed since.", await bench.RefusedAsync(id));
        await RunAsync("update plants set owner = 'somebody' where code = 'UR'");
        Assert.Equal("2 plants were changed since, Ghost among them.", await bench.RefusedAsync(id));
        // A deleted one is as gone as the undo would leave it.
        await RunAsync("delete from plants where code in ('UR', 'US')");
        Assert.Equal("plants -0 ~0", await bench.TakeBackAsync(id));
    }

    [Fact]
    public async Task Plants_ChangedAndThenDeleted_CannotComeBack()
    {
        await bench.SendAsync("plants", Plants + "UD,Keban,Hydro,1330,38.8,38.75,\n");
        var id = await bench.SendAsync("plants", Plants + "UD,Keban II,Hydro,1330,38.8,38.75,\n");
        await RunAsync("delete from plants where code = 'UD'");
        Assert.Equal("Plant Keban was removed since.", await bench.RefusedAsync(id));
    }

    [Theory]
    [InlineData("market-prices", "at,market,ptf\n2026-01-15T00:00Z,FR,50.5\n2026-01-15T01:00Z,FR,-3\n", "at,market,ptf,smf\n2026-01-15T00:00Z,FR,51,60.25\n2026-01-15T02:00Z,FR,1,2\n")]
    [InlineData("consumption", "at,market,forecast\n2026-01-15T00:00Z,FR,70000\n2026-01-15T01:00Z,FR,3\n", "at,market,actual,forecast\n2026-01-15T00:00Z,FR,71000.1,70001\n2026-01-15T02:00Z,FR,2,1\n")]
    [InlineData("generation", "timestamp,plant_code,actual_mw\n2026-01-15T00:00Z,UG,3\n2026-01-15T01:00Z,UG,4\n", "timestamp,plant_code,actual_mw\n2026-01-15T00:00Z,UG,3.5\n2026-01-15T02:00Z,UG,5\n")]
    public async Task Series_MadeAndCorrected_AreAsTheyWere(string dataset, string earlier, string later)
    {
        if (dataset == "generation")
            await bench.SendAsync("plants", Plants + "UG,Keban,Hydro,1330,38.8,38.75,\n");
        var empty = await bench.StateAsync();
        var first = await bench.SendAsync(dataset, earlier);
        var before = await bench.StateAsync();
        var second = await bench.SendAsync(dataset, later);
        Assert.Equal($"Import {second} wrote over values of this one: undo that first.", await bench.RefusedAsync(first));
        Assert.Equal("values -1 ~1", await bench.TakeBackAsync(second));
        Assert.Equal(before, await bench.StateAsync());

        second = await bench.SendAsync(dataset, later);
        await RunAsync($"update {dataset.Replace('-', '_')} set minutes = 30, updated_at = clock_timestamp() where at = '2026-01-15 02:00Z'");
        Assert.Equal("1 value of this import was changed or removed since.", await bench.RefusedAsync(second));
        await RunAsync($"delete from {dataset.Replace('-', '_')} where at = '2026-01-15 02:00Z'");
        Assert.Equal("values -0 ~1", await bench.TakeBackAsync(second));
        Assert.Equal("values -2 ~0", await bench.TakeBackAsync(first));
        Assert.Equal(empty, await bench.StateAsync());
    }

    [Fact]
    public async Task Prices_AddedExtendedAndCorrected_AreAsTheyWere_InBothClusterings()
    {
        var empty = await bench.StateAsync();
        var first = await bench.SendAsync("prices", Prices + """
            UN_A,2026-01-15T00:00:00Z,22.95,24.65,0,-1.7,PJM,RTM
            UN_A,2026-01-15T00:05:00Z,-5,-4,-1.5,0.5,PJM,RTM
            UN_A,2026-01-15T00:10:00Z,7,7,0,0,PJM,RTM

            """);
        var before = await bench.StateAsync();
        // The first interval is corrected, the second gains a node, the third stays, a fourth and another kind come.
        const string file = Prices + """
            UN_A,2026-01-15T00:00:00Z,23.95,24.65,0,-0.7,PJM,RTM
            UN_B,2026-01-15T00:05:00Z,1,1,0,0,PJM,RTM
            UN_A,2026-01-15T00:15:00Z,8,8,0,0,PJM,RTM
            UN_B,2026-01-15T00:00:00Z,9,9,0,0,PJM,DAM

            """;
        var second = await bench.SendAsync("prices", file);
        Assert.Equal($"Import {second} wrote over values of this one: undo that first.", await bench.RefusedAsync(first));
        Assert.Equal("nodes -1 ~0 intervals -2 ~2", await bench.TakeBackAsync(second));
        Assert.Equal(before, await bench.StateAsync());

        // Three on one another, of which the last changes in place what the second had corrected.
        second = await bench.SendAsync("prices", file);
        var twice = await bench.StateAsync();
        var third = await bench.SendAsync("prices", Prices + "UN_B,2026-01-15T00:00:00Z,4,4,0,0,PJM,RTM\nUN_A,2026-01-15T00:05:00Z,6,6,0,0,PJM,RTM\n");
        Assert.Equal($"Import {third} wrote over values of this one: undo that first.", await bench.RefusedAsync(second));
        Assert.Equal("intervals -0 ~2", await bench.TakeBackAsync(third));
        Assert.Equal(twice, await bench.StateAsync());
        Assert.Equal("nodes -1 ~0 intervals -2 ~2", await bench.TakeBackAsync(second));
        Assert.Equal("nodes -1 ~0 intervals -3 ~0", await bench.TakeBackAsync(first));
        Assert.Equal(empty, await bench.StateAsync());
    }

    [Fact]
    public async Task Nodes_MadeMovedAndPriced_AreAsTheyWere_OrRefused()
    {
        var first = await bench.SendAsync("nodes", Nodes + "UM_A,Forest,generator,PJM,DUQ,37.99,-74.22\n");
        var before = await bench.StateAsync();
        var second = await bench.SendAsync("nodes", Nodes + "UM_A,Forest Node,hub,PJM,DUQ,38.99,-74.22\nUM_C,Nowhere,hub,PJM,,,\n");
        Assert.Equal("nodes -1 ~1", await bench.TakeBackAsync(second));
        Assert.Equal(before, await bench.StateAsync());

        var prices = await bench.SendAsync("prices", Prices + "UM_A,2026-02-15T00:00:00Z,22.95,24.65,0,-1.7,PJM,RTM\n");
        Assert.Equal($"Import {prices} brought prices of nodes of this one: undo that first.", await bench.RefusedAsync(first));
        Assert.Equal("intervals -1 ~0", await bench.TakeBackAsync(prices));
        await RunAsync("""
            insert into price_rules (author, name, market, kind, component, node_id, test, threshold, quiet_minutes, looks_from)
            select 'somebody', 'high', 'PJM', 'RTM', 'total', id, 'above', 100, 0, now() from nodes where code = 'UM_A'
            """);
        Assert.Equal("1 rule for price spikes watches a node of this import.", await bench.RefusedAsync(first));
        await RunAsync("delete from price_rules");
        Assert.Equal("nodes -1 ~0", await bench.TakeBackAsync(first));
    }

    [Fact]
    public async Task WhatIsPutOnAPlantWhileItsImportIsTakenBack_IsNotLost()
    {
        var id = await bench.SendAsync("plants", Plants + "UX,Keban,Hydro,1330,38.8,38.75,\n");
        await using var session = await bench.Room.Database.OpenAsync(Actor.System);
        await using (var insert = session.Command(
            "insert into incidents (plant_id, type, affected_mw, start_at, simulated, public_record, over_capacity) select id, 'derate', 2, now(), false, true, false from plants where code = 'UX'"))
        {
            await insert.ExecuteNonQueryAsync();
        }

        var undo = Task.Run(() => bench.Undo.RunAsync(ImportBench.SuperAdmin, id, CancellationToken.None));
        await Task.Delay(300);
        Assert.False(undo.IsCompleted, "It waits for what is being written.");
        await session.CommitAsync();
        Assert.Equal("1 incident stands on plants of this import.", Assert.IsType<Conflict>((await undo).Failure).Sentence);
        await RunAsync("delete from incidents");

        // Two at once: one does it, the other hears of it.
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => bench.Undo.RunAsync(ImportBench.SuperAdmin, id, CancellationToken.None))));
        Assert.Equal([null, "This import is undone already."], both.Select(one => one.Failure?.Sentence).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Undo_IsForWhoMayMakeTheImport_AndOnlyOfWhatWasKept()
    {
        var own = await bench.Room.AddOrganizationAsync("Undoers");
        var other = await bench.Room.AddOrganizationAsync("Others");
        var admin = new Actor(Roles.Admin, 7, own);
        var id = await bench.SendAsync("plants", Plants + "UW,Keban,Hydro,1330,38.8,38.75,\n", admin);
        await bench.SendAsync("plants", Plants + "UW,Keban II,Hydro,1330,38.8,38.75,\n", admin);
        Assert.IsType<NotFound>((await bench.Undo.RunAsync(new Actor(Roles.Admin, 8, other), id, CancellationToken.None)).Failure);
        Assert.IsType<Forbidden>((await bench.Undo.RunAsync(new Actor(Roles.Analyst, 9, own), id, CancellationToken.None)).Failure);
        Assert.IsType<Forbidden>((await bench.Undo.RunAsync(admin with { ReadsOnly = true }, id, CancellationToken.None)).Failure);
        Assert.Equal("plants -0 ~1", await bench.TakeBackAsync(id + 1, admin));
        Assert.Equal("plants -1 ~0", await bench.TakeBackAsync(id));

        Assert.StartsWith("Incidents are taken back one by one", await RefusedAsAsync("incidents", "completed", "now()"), StringComparison.Ordinal);
        Assert.StartsWith("What zones and lines were", await RefusedAsAsync("zones", "completed", "now()"), StringComparison.Ordinal);
        Assert.StartsWith("This import is from before", await RefusedAsAsync("plants", "completed", "null"), StringComparison.Ordinal);
        Assert.StartsWith("This import failed", await RefusedAsAsync("plants", "failed", "null"), StringComparison.Ordinal);
        Assert.StartsWith("This import has not ended", await RefusedAsAsync("plants", "running", "null"), StringComparison.Ordinal);

        async Task<string> RefusedAsAsync(string dataset, string status, string written) => await bench.RefusedAsync(await bench.Room.ScalarAsync<int>($"""
            insert into imports (dataset, format, file_name, file_bytes, stored_as, status, rows_read, rows_written, rows_changed, rows_rejected, attempts, written_at)
            values ('{dataset}', 'csv', 'a.csv', 1, '', '{status}', 0, 0, 0, 0, 1, {written}) returning id
            """));
    }

    private Task<bool> RunAsync(string sql) => bench.Room.ScalarAsync<bool>($"with done as ({sql} returning 1) select count(*) >= 0 from done");
}
