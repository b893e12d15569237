using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GridApp.Tests.Importing;

namespace GridApp.Tests.Contract;

/// <summary>Imports as the HTTP contract has them, from the form to the report.</summary>
public sealed class ImportsTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private const string Header = "code,name,primary_fuel,capacity_mw,latitude,longitude\n";
    private static readonly string Mark = Guid.NewGuid().ToString("N")[..6];

    [Fact]
    public async Task Send_GoodFile_IsAcceptedAndReportsToItsEnd()
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        var sent = await SendAsync(client, Form(Header + $"{Mark}1,Keban,Hydro,1330,38.8,38.75\n{Mark}2,Bad,Gas,-1,91,0\n"));
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var receipt = await sent.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("queued", receipt.GetProperty("status").GetString());
        Assert.Equal($"/api/v1/imports/{receipt.GetProperty("id").GetInt32()}", sent.Headers.Location!.ToString());

        var report = await EndOfAsync(client, sent.Headers.Location!);
        Assert.Equal("completed", report.GetProperty("status").GetString());
        Assert.Equal((2, 1, 1, 1), Rows(report));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("error").ValueKind);
        Assert.EndsWith("Z", report.GetProperty("finishedAt").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("Z", report.GetProperty("startedAt").GetString(), StringComparison.Ordinal);
        var rejection = report.GetProperty("rejections")[0];
        Assert.Equal((3, "capacity_mw", "-1"), (rejection.GetProperty("row").GetInt32(), rejection.GetProperty("column").GetString(), rejection.GetProperty("value").GetString()));
        Assert.NotEmpty(rejection.GetProperty("reason").GetString()!);
        Assert.Equal(0, report.GetProperty("warnings").GetArrayLength());

        // The write is visible to the next read, and belongs to the admin's organization.
        var found = await client.GetFromJsonAsync<JsonElement>("/api/v1/plants?q=Keban&organizationId=" + host.FirstOrganization);
        Assert.Contains(found.GetProperty("features").EnumerateArray(), plant => plant.GetProperty("properties").GetProperty("code").GetString() == Mark + "1");
    }

    [Fact]
    public async Task Read_AnothersImport_IsNotThere()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        using var superAdmin = await host.AsAsync(GridAppHost.SuperAdmin);
        var location = (await SendAsync(admin, Form(Header))).Headers.Location!;
        await EndOfAsync(admin, location);
        Assert.Equal(HttpStatusCode.OK, (await analyst.GetAsync(location)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await superAdmin.GetAsync(location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/v1/imports/2147483647")).StatusCode);
        var id = location.ToString().Split('/')[^1];
        Assert.DoesNotContain($"\"id\":{id},", await other.GetStringAsync("/api/v1/imports"), StringComparison.Ordinal);
        Assert.Contains($"\"id\":{id},", await admin.GetStringAsync("/api/v1/imports?limit=1000"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weather", "csv", null, null, "dataset")]
    [InlineData(null, "csv", null, null, "dataset")]
    [InlineData("plants", "xlsx", null, null, "format")]
    [InlineData("plants", null, null, null, "format")]
    [InlineData("plants", "csv", "Atlantis", null, "market")]
    [InlineData("plants", "csv", null, "{nonsense", "mapping")]
    [InlineData("plants", "csv", null, "[1,2]", "mapping")]
    [InlineData("plants", "csv", null, "{\"a\":1}", "mapping")]
    public async Task Send_FormThatBreaksARule_NamesTheField(string? dataset, string? format, string? market, string? mapping, string field)
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        var answer = await SendAsync(client, Form(Header, dataset, format, market, mapping));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Send_WithoutFileOrWithUnknownFields_IsRefused()
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        using var noFile = new MultipartFormDataContent { { new StringContent("plants"), "dataset" }, { new StringContent("csv"), "format" } };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(client, noFile)).StatusCode);
        var unknown = Form(Header);
        unknown.Add(new StringContent("x"), "colour");
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, unknown)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/imports?x=1", Form(Header))).StatusCode);
        using var cutOff = new ByteArrayContent(Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ncode,"));
        cutOff.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/imports", cutOff)).StatusCode);
    }

    [Fact]
    public async Task Send_AFormatThatADatasetLacks_IsAcceptedAndFailsWithASentence()
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        var sent = await SendAsync(client, Form("a,b\n1,2\n", "prices", "parquet", "CAISO"));
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var report = await EndOfAsync(client, sent.Headers.Location!);
        Assert.Equal("failed", report.GetProperty("status").GetString());
        Assert.Contains("not available", report.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_PackedFileWithAPathForAName_IsReadAndShownByItsName()
    {
        using var client = await host.AsAsync(GridAppHost.SuperAdmin);
        var packed = TempFiles.Zip(("plants.csv", Encoding.UTF8.GetBytes(Header + $"{Mark}3,Zipped,Gas,1,38,-121\n")));
        var sent = await SendAsync(client, Form(packed, "plants", "auto", fileName: "../../etc/x.zip"));
        var report = await EndOfAsync(client, sent.Headers.Location!);
        Assert.Equal((1, 1, 1, 0), Rows(report));
        Assert.Equal("x.zip", report.GetProperty("fileName").GetString());
    }

    [Theory]
    [InlineData("/api/v1/imports?limit=0", 422)]
    [InlineData("/api/v1/imports?limit=-1", 422)]
    [InlineData("/api/v1/imports?limit=many", 400)]
    [InlineData("/api/v1/imports?page=2", 400)]
    [InlineData("/api/v1/imports/999?x=1", 400)]
    [InlineData("/api/v1/markets?x=1", 400)]
    public async Task Get_OddParameters_AreRefused(string path, int status)
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        Assert.Equal(status, (int)(await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Markets_ListsTheCatalogue()
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        var markets = await client.GetFromJsonAsync<JsonElement>("/api/v1/markets");
        var items = markets.GetProperty("items").EnumerateArray().ToDictionary(market => market.GetProperty("code").GetString()!);
        Assert.Equal(items.Count, markets.GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Null, markets.GetProperty("next").ValueKind);
        Assert.All(new[] { "CAISO", "PJM", "MISO", "ERCOT", "NYISO", "ISONE", "SPP", "EPIAS", "DE_LU", "FR", "DK_1", "RTS" }, code => Assert.Contains(code, items.Keys));
        var rts = items["RTS"];
        Assert.True(rts.GetProperty("simulated").GetBoolean());
        Assert.Equal("Etc/GMT+8", rts.GetProperty("timeZone").GetString());
        Assert.Equal(("DAM", 60), (rts.GetProperty("kinds")[0].GetProperty("kind").GetString(), rts.GetProperty("kinds")[0].GetProperty("intervalMinutes").GetInt32()));
        // What a reader of its files has to know: New York names real-time intervals by their end, and prints congestion negated.
        Assert.Equal(("negated", "added"), (items["NYISO"].GetProperty("congestionSign").GetString(), rts.GetProperty("congestionSign").GetString()));
        Assert.Equal(["beginning", "ending"], items["NYISO"].GetProperty("kinds").EnumerateArray().Select(kind => kind.GetProperty("intervalLabel").GetString()));
        Assert.Equal(("iso_boundary", "bidding_zone"), (items["PJM"].GetProperty("boundaryType").GetString(), items["FR"].GetProperty("boundaryType").GetString()));
    }

    [Fact]
    public async Task Description_NamesTheFormsFields()
    {
        using var client = host.Anonymous();
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var schema = document.GetProperty("paths").GetProperty("/api/v1/imports").GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .GetProperty("multipart/form-data").GetProperty("schema");
        Assert.Equal(["file", "dataset", "format", "market", "mapping"], schema.GetProperty("properties").EnumerateObject().Select(field => field.Name));
        Assert.Equal(3, schema.GetProperty("required").GetArrayLength());
    }

    private static (int Read, int Written, int Changed, int Rejected) Rows(JsonElement report) => (
        report.GetProperty("rowsRead").GetInt32(), report.GetProperty("rowsWritten").GetInt32(), report.GetProperty("rowsChanged").GetInt32(), report.GetProperty("rowsRejected").GetInt32());

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, MultipartFormDataContent form) => client.PostAsync("/api/v1/imports", form);

    private static MultipartFormDataContent Form(string text, string? dataset = "plants", string? format = "csv", string? market = null, string? mapping = null) =>
        Form(Encoding.UTF8.GetBytes(text), dataset, format, market, mapping);

    private static MultipartFormDataContent Form(byte[] content, string? dataset, string? format, string? market = null, string? mapping = null, string fileName = "plants.csv")
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", fileName } };
        foreach (var (name, value) in new[] { ("dataset", dataset), ("format", format), ("market", market), ("mapping", mapping) })
        {
            if (value is not null)
                form.Add(new StringContent(value), name);
        }

        return form;
    }

    private static async Task<JsonElement> EndOfAsync(HttpClient client, Uri import)
    {
        for (var i = 0; i < 400; i++)
        {
            var report = await client.GetFromJsonAsync<JsonElement>(import);
            if (report.GetProperty("status").GetString() is "completed" or "failed")
                return report;
            await Task.Delay(50);
        }

        throw new TimeoutException("The import did not end within 20 s.");
    }
}

/// <summary>A host that takes files up to a megabyte.</summary>
public sealed class ImportLimitTests : IAsyncLifetime
{
    private readonly GridAppHost host = new LimitedHost().With("Grid:Imports:MaxFileMegabytes", "1");

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)host).DisposeAsync();

    [Theory]
    [InlineData(1_500_000)] // found out while it arrives
    [InlineData(4_000_000)] // said by its own length
    public async Task Send_TooLargeFile_IsRefusedWithASentence(int bytes)
    {
        using var client = await host.AsAsync(GridAppHost.SuperAdmin);
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(new byte[bytes]), "file", "large.csv" }, { new StringContent("plants"), "dataset" }, { new StringContent("csv"), "format" },
        };
        var answer = await client.PostAsync("/api/v1/imports", form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("1 MB", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private sealed class LimitedHost : GridAppHost
    {
        protected override bool SampleData => false;
    }
}
