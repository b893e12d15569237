using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using GridApp.Features.Imports;
using GridApp.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>What people do with files beside sending them by program: look before they import, stop, take the rejected rows home.</summary>
public sealed class ImportStepsTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private const string Plants = "code,name,primary_fuel,capacity_mw,latitude,longitude\nS1,Step,Hydro,10,38,38\n=bad,Gone,Gas,-1,91,0\n";

    [Fact]
    public async Task Draft_OfAPerson_IsThatPersonsAlone()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var sent = await admin.PostAsync("/api/v1/imports/drafts", Form(Plants));
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        Assert.Equal($"/imports/new?draft={id}", sent.Headers.Location!.ToString());

        var drafts = host.Services.GetRequiredService<ImportDrafts>();
        var mine = await PersonAsync(id);
        Assert.Equal("plants.csv", (await drafts.FindAsync(mine, id, CancellationToken.None))!.FileName);
        Assert.Null(await drafts.FindAsync(mine with { UserId = mine.UserId + 1000 }, id, CancellationToken.None));
        Assert.Null(await drafts.TakeAsync(new Actor(Roles.SuperAdmin, 99_999, null), id, CancellationToken.None));

        // Taken once: a second window gets nothing.
        Assert.NotNull(await drafts.TakeAsync(mine, id, CancellationToken.None));
        Assert.Null(await drafts.TakeAsync(mine, id, CancellationToken.None));
    }

    [Fact]
    public async Task Draft_FromAnAnalystOrWithMoreThanAFile_IsRefused()
    {
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        using var admin = await host.AsAsync(GridAppHost.Admin);
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.PostAsync("/api/v1/imports/drafts", Form(Plants))).StatusCode);
        using var more = Form(Plants);
        more.Add(new StringContent("plants"), "dataset");
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync("/api/v1/imports/drafts", more)).StatusCode);
    }

    [Fact]
    public async Task Preview_OfATable_ShowsItsRowsAndGuessesWhatItIs()
    {
        var path = await FileAsync("Santral Kodu;name;primary_fuel;capacity_mw;latitude;longitude\nA;Keban;Hydro;1330;38,8;38,75\n");
        var preview = FilePreview.Of(path, 1 << 20, CancellationToken.None);
        Assert.Equal((';', 6), (preview.Delimiter!.Value, preview.Header.Count));
        Assert.Equal(["A", "Keban", "Hydro", "1330", "38,8", "38,75"], Assert.Single(preview.Rows));

        var datasets = host.Services.GetServices<DatasetFields>().ToList();
        var plants = datasets.Single(one => one.Dataset == "plants");
        Assert.Equal([null, "name", "fuel", "capacityMw", "latitude", "longitude"], plants.Guess(preview.Header));
        Assert.Null(DatasetFields.Guess(datasets, preview.Header)); // the code is missing: a person has to say which column it is
        Assert.Equal("plants", DatasetFields.Guess(datasets, ["code", .. preview.Header.Skip(1)]));
        Assert.Equal("incidents", DatasetFields.Guess(datasets, ["outage_id", "asset_id", "outage_type", "start_time", "end_time", "status", "cause_code", "capacity_reduction_mw"]));
    }

    [Fact]
    public async Task Preview_OfWhatIsNoTable_ShowsItsBeginningOrSaysWhy()
    {
        var json = FilePreview.Of(await FileAsync(" {\"type\":\"FeatureCollection\"}"), 1 << 20, CancellationToken.None);
        Assert.StartsWith(" {\"type\"", json.Text, StringComparison.Ordinal);
        var path = await FileAsync("");
        Assert.Throws<UnreadableFileException>(() => FilePreview.Of(path, 1 << 20, CancellationToken.None));
    }

    [Fact]
    public async Task Stop_AnImportThatWaits_EndsItWithWhoAndWritesNothing()
    {
        // A file that this process does not keep is never claimed, so it waits for as long as the test looks.
        var backlog = host.Services.GetRequiredService<ImportBacklog>();
        var admin = new Actor(Roles.Admin, 1, host.FirstOrganization) { Name = "somebody" };
        var id = await backlog.EnqueueAsync(
            admin, new ImportRun { Dataset = "plants", Format = "csv", FileName = "a.csv", StoredAs = Guid.NewGuid().ToString("N"), Status = "" }, CancellationToken.None);

        Assert.False(await backlog.StopAsync(new Actor(Roles.Admin, 2, host.SecondOrganization) { Name = "other" }, id, CancellationToken.None));
        Assert.True(await backlog.StopAsync(admin, id, CancellationToken.None));
        Assert.False(await backlog.StopAsync(admin, id, CancellationToken.None));

        var line = await host.Services.GetRequiredService<ListImports>().FindAsync(admin, id, CancellationToken.None);
        Assert.Equal(("failed", "somebody stopped it. Nothing was written.", "somebody"), (line!.Status, line.Error, line.SentBy));
    }

    [Fact]
    public async Task Stop_WhatHasEnded_IsAConflict()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        var id = await ImportedAsync(admin);
        Assert.Equal(HttpStatusCode.Conflict, (await admin.PostAsync($"/api/v1/imports/{id}/cancel", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/api/v1/imports/{id}/cancel", null)).StatusCode);
    }

    [Fact]
    public async Task Undo_TakesEverythingBack_ForWhoMayImport_AndOnce()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        var id = await ImportedAsync(admin, Plants.Replace("S1", "SU1", StringComparison.Ordinal));
        Assert.Equal(1, await FoundAsync("SU1"));
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.PostAsync($"/api/v1/imports/{id}/undo", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/api/v1/imports/{id}/undo", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync($"/api/v1/imports/{id}/undo?now=1", null)).StatusCode);

        var done = await (await admin.PostAsync($"/api/v1/imports/{id}/undo", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($$"""{"id":{{id}},"status":"undone","parts":[{"name":"plants","removed":1,"restored":0}]}""", done.GetRawText());
        Assert.Equal(0, await FoundAsync("SU1"));
        var report = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
        Assert.Equal(("undone", 1), (report.GetProperty("status").GetString(), report.GetProperty("rejections").GetArrayLength()));
        Assert.EndsWith("Z", report.GetProperty("undoneAt").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(report.GetProperty("undoneBy").GetString()!);

        var again = await admin.PostAsync($"/api/v1/imports/{id}/undo", null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("This import is undone already.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ImportedAsync(admin, Plants.Replace("S1", "SU1", StringComparison.Ordinal));
        Assert.Equal(1, await FoundAsync("SU1"));

        async Task<int> FoundAsync(string code) => (await admin.GetFromJsonAsync<JsonElement>("/api/v1/plants?q=Step")).GetProperty("features").EnumerateArray()
            .Count(plant => plant.GetProperty("properties").GetProperty("code").GetString() == code);
    }

    [Fact]
    public async Task Rejections_AsCsv_HaveEveryRowWithItsReason()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await ImportedAsync(admin);
        var csv = await admin.GetStringAsync($"/api/v1/imports/{id}/rejections");
        Assert.Contains("row,column,value,reason\r\n3,capacity_mw,'-1,", csv, StringComparison.Ordinal);
    }

    private static MultipartFormDataContent Form(string text) => new() { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "plants.csv" } };

    private static async Task<string> FileAsync(string text)
    {
        var path = Path.Combine(Path.GetTempPath(), "gridapp-preview-" + Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private static async Task<int> ImportedAsync(HttpClient client, string text = Plants)
    {
        using var form = Form(text);
        form.Add(new StringContent("plants"), "dataset");
        form.Add(new StringContent("csv"), "format");
        var id = (await (await client.PostAsync("/api/v1/imports", form)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        for (var tries = 0; tries < 400; tries++)
        {
            var report = await client.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
            if (report.GetProperty("status").GetString() is "completed" or "failed")
                return id;
            await Task.Delay(50);
        }

        throw new TimeoutException("The import did not end.");
    }

    /// <summary>The actor whose draft it is, read around the walls.</summary>
    private async Task<Actor> PersonAsync(int draft)
    {
        await using var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System);
        await using var command = session.Command("select user_id, organization_id from import_drafts where id = $1");
        command.Parameters.Add(new() { Value = draft });
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return new Actor(Roles.Admin, reader.GetInt32(0), reader.GetInt32(1));
    }
}
