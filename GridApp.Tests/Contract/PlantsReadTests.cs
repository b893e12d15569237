using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using static GridApp.Tests.Contract.PlantsWorld;

namespace GridApp.Tests.Contract;

public sealed class PlantsReadTests(PlantsReadTests.Filled world) : IClassFixture<PlantsReadTests.Filled>
{
    /// <summary>A handful of plants with everything that is awkward.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        public PlantsWorld World { get; } = new();

        public HttpClient Reader => World.Analyst;

        public async Task InitializeAsync()
        {
            await World.InitializeAsync();
            HttpClient super = World.SuperAdmin;
            await CreateAsync(super, new { code = "CA", name = "Diablo", fuel = "nuclear", capacityMw = 2000, longitude = -120.85, latitude = 35.21, market = "CAISO", country = "USA" });
            await CreateAsync(super, new { code = "FJ", name = "Wailoa <script>alert(1)</script>", fuel = "hydro", capacityMw = 80, longitude = 178.0, latitude = -17.7 });
            await CreateAsync(super, new { code = "WS", name = "=cmd|' /C calc'!A0", fuel = "oil", capacityMw = 40, longitude = -171.8, latitude = -13.8 });
            await CreateAsync(super, new { code = "NO", name = "100% _Nowhere_ O'Neill \"x\", İSKENDERUN", fuel = "unknown", sourceFuel = "", capacityMw = 0 });
            await CreateAsync(World.Admin, new { code = "TR", name = "Kızılırmak", fuel = "hydro", capacityMw = 54.4, longitude = 33.4, latitude = 39.9, market = "EPIAS" });
            await World.Database.AsOwnerAsync<int>("insert into plants (code, name, fuel, source_fuel, capacity_mw, longitude, latitude, market, market_approximate, simulated, is_yekdem, is_res) values ('SIM', 'Simulated', 'gas', 'NG', 300, -115, 36, 'RTS', false, true, false, false) returning id");
        }

        public Task DisposeAsync() => World.DisposeAsync();
    }

    private async Task<string[]> CodesAsync(string query)
    {
        JsonElement all = await GetAsync(world.Reader, "/api/v1/plants" + query);
        return [.. all.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("code").GetString()!)];
    }

    [Fact]
    public async Task List_All_IsGeoJsonBiggestFirst()
    {
        HttpResponseMessage answer = await world.Reader.GetAsync("/api/v1/plants");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement all = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("FeatureCollection", all.GetProperty("type").GetString());
        Assert.Equal(6, all.GetProperty("total").GetInt32());
        Assert.False(all.GetProperty("truncated").GetBoolean());
        Assert.Equal(["CA", "SIM", "FJ", "TR", "WS", "NO"], await CodesAsync(""));
    }

    [Theory]
    [InlineData("?fuel=hydro", "FJ TR")]
    [InlineData("?fuel=hydro&fuel=oil", "FJ TR WS")]
    [InlineData("?fuel=unknown", "NO")]
    [InlineData("?market=CAISO", "CA")]
    [InlineData("?market=CAISO&market=EPIAS", "CA TR")]
    [InlineData("?market=none", "FJ WS NO")]
    [InlineData("?market=PJM", "")]
    [InlineData("?status=available&fuel=gas", "SIM")]
    [InlineData("?status=forced_outage", "")]
    [InlineData("?simulated=true", "SIM")]
    [InlineData("?simulated=false&fuel=gas", "")]
    [InlineData("?organizationId=2147483647", "")]
    [InlineData("?minMw=54.4&maxMw=300", "SIM FJ TR")]
    [InlineData("?at=2026-01-15T18:00:00Z&fuel=nuclear", "CA")]
    [InlineData("?q=100%25", "NO")]
    [InlineData("?q=%25", "NO")]
    [InlineData("?q=_", "NO")]
    [InlineData("?q=O'Neill", "NO")]
    [InlineData("?q=%22", "NO")]
    [InlineData("?q=iskenderun", "NO")]
    [InlineData("?q=kizil", "TR")]
    [InlineData("?q='%20OR%201%3D1%20--", "")]
    [InlineData("?q=%00", "")]
    [InlineData("?bbox=-125,32,-114,42", "CA SIM")]
    [InlineData("?bbox=170,-30,-165,0", "FJ WS")]
    [InlineData("?bbox=170,-30,195,0", "FJ WS")]
    [InlineData("?bbox=-190,-30,-165,0", "FJ WS")]
    [InlineData("?bbox=-720,-90,720,90", "CA SIM FJ TR WS")]
    [InlineData("?bbox=0,0,0,0", "")]
    public async Task List_Filter_Filters(string query, string codes) => Assert.Equal(codes, string.Join(' ', await CodesAsync(query)));

    [Fact]
    public async Task List_OrganizationId_IsItsPlants() => Assert.Equal(["TR"], await CodesAsync($"?organizationId={world.World.First}"));

    [Fact]
    public async Task List_Limit_SaysThatItCut()
    {
        JsonElement cut = await GetAsync(world.Reader, "/api/v1/plants?limit=2");
        Assert.Equal(2, cut.GetProperty("features").GetArrayLength());
        Assert.True(cut.GetProperty("truncated").GetBoolean());
        Assert.Equal(6, cut.GetProperty("total").GetInt32());
        Assert.False((await GetAsync(world.Reader, "/api/v1/plants?limit=6")).GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData("limit=abc", 400)]
    [InlineData("limit=", 400)]
    [InlineData("limit=1.5", 400)]
    [InlineData("limit=1&limit=2", 400)]
    [InlineData("limit=-1", 422)]
    [InlineData("limit=0", 422)]
    [InlineData("limit=100001", 422)]
    [InlineData("bbox=1,2,3", 400)]
    [InlineData("bbox=a,b,c,d", 400)]
    [InlineData("bbox=0,-91,1,1", 422)]
    [InlineData("bbox=0,20,1,1", 422)]
    [InlineData("fuel=plutonium", 422)]
    [InlineData("fuel=", 422)]
    [InlineData("market=MARS", 422)]
    [InlineData("status=x", 422)]
    [InlineData("simulated=1", 400)]
    [InlineData("organizationId=x", 400)]
    [InlineData("at=2026-01-15T18:00:00", 400)]
    [InlineData("fule=gas", 400)]
    [InlineData("format=xml", 422)]
    public async Task List_BadParameter_IsAProblem(string query, int status)
    {
        (int got, JsonElement problem) = await ProblemAsync(world.Reader.GetAsync("/api/v1/plants?" + query));
        Assert.Equal(status, got);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        if (status == 422)
            Assert.True(problem.GetProperty("errors").TryGetProperty(query.Split('=')[0], out _));
    }

    [Fact]
    public async Task List_HostileName_StaysEscaped()
    {
        string body = await world.Reader.GetStringAsync("/api/v1/plants");
        Assert.DoesNotContain("<script>", body, StringComparison.Ordinal);
        Assert.Contains("Kızılırmak", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithoutALocation_HasNullGeometry()
    {
        JsonElement found = await GetAsync(world.Reader, "/api/v1/plants?fuel=unknown");
        Assert.Equal(JsonValueKind.Null, found.GetProperty("features")[0].GetProperty("geometry").ValueKind);
    }

    [Fact]
    public async Task List_KnownTag_IsNotModifiedUntilAPlantChanges()
    {
        HttpClient client = world.Reader;
        HttpResponseMessage first = await client.GetAsync("/api/v1/plants?fuel=nuclear");
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.GetAsync("/api/v1/plants?fuel=nuclear")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/plants?fuel=hydro")).StatusCode);
        await world.World.Database.AsOwnerAsync<int>("update plants set zone = 'SP15' where code = 'CA' returning id");
        HttpResponseMessage after = await client.GetAsync("/api/v1/plants?fuel=nuclear");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("SP15", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Packed_IsColumnsOfLocatedPlants()
    {
        HttpClient client = world.Reader;
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/octet-stream"));
        byte[] packed = await client.GetByteArrayAsync("/api/v1/plants?limit=3");
        Assert.Equal("GPL1", Encoding.ASCII.GetString(packed, 0, 4));
        Assert.Equal(3, BitConverter.ToInt32(packed, 4));
        Assert.Equal(5, BitConverter.ToInt32(packed, 8));
        Assert.True(BitConverter.ToDouble(packed, 12) > 1);
        Assert.Equal(32 + 3 * 18, packed.Length);
        Assert.Equal(-120.85f, BitConverter.ToSingle(packed, 32 + 12));
        Assert.Equal(35.21f, BitConverter.ToSingle(packed, 32 + 24));
        Assert.Equal([2000f, 300f, 80f], Enumerable.Range(0, 3).Select(i => BitConverter.ToSingle(packed, 32 + 36 + 4 * i)));
        Assert.Equal([4, 1, 5], packed[(32 + 48)..(32 + 51)].Select(b => (int)b));
        Assert.Equal([0, 0, 0], packed[(32 + 51)..].Select(b => (int)b));
    }

    [Fact]
    public async Task List_Csv_GuardsTextAndLeavesNumbers()
    {
        HttpClient client = world.Reader;
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        HttpResponseMessage answer = await client.GetAsync("/api/v1/plants?simulated=false");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        string[] lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("# filter: simulated=false", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("# exported: ", StringComparison.Ordinal) && line.Contains("UTC", StringComparison.Ordinal));
        string[] rows = [.. lines.Where(line => !line.StartsWith('#'))];
        Assert.Contains("capacity_mw", rows[0], StringComparison.Ordinal);
        Assert.Equal(6, rows.Length);
        Assert.Contains(rows, row => row.Contains("'=cmd|' /C calc'!A0", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains(",-171.8,-13.8,", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("\"100% _Nowhere_ O'Neill \"\"x\"\", İSKENDERUN\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FuelTypesAndMarkets_CountRealPlantsUnlessAsked()
    {
        JsonElement fuels = await GetAsync(world.Reader, "/api/v1/plants/fuel-types");
        Assert.DoesNotContain(fuels.EnumerateArray(), row => row.GetProperty("fuel").GetString() == "gas");
        JsonElement hydro = fuels.EnumerateArray().Single(row => row.GetProperty("fuel").GetString() == "hydro");
        Assert.Equal(2, hydro.GetProperty("count").GetInt32());
        Assert.Equal(134.4, hydro.GetProperty("capacityMw").GetDouble());
        JsonElement simulated = await GetAsync(world.Reader, "/api/v1/plants/fuel-types?simulated=true");
        Assert.Equal("gas", Assert.Single(simulated.EnumerateArray()).GetProperty("fuel").GetString());
        JsonElement markets = await GetAsync(world.Reader, "/api/v1/plants/markets");
        Assert.Equal(["CAISO", "EPIAS", null], markets.EnumerateArray().Select(row => row.GetProperty("market").GetString()));
        Assert.Equal(400, (await ProblemAsync(world.Reader.GetAsync("/api/v1/plants/markets?x=1"))).Status);
    }

    [Fact]
    public async Task One_Plant_HasEveryNamedField()
    {
        int id = Ids(await GetAsync(world.Reader, "/api/v1/plants?q=kizil"))[0];
        JsonElement plant = await GetAsync(world.Reader, $"/api/v1/plants/{id}");
        string[] named =
        [
            "id", "code", "name", "fuel", "sourceFuel", "capacityMw", "availableMw", "market", "zone", "owner", "status", "eic", "organizationId", "simulated",
            "isYekdem", "isRes", "commissioningYear", "latitude", "longitude", "units",
        ];
        Assert.All(named, name => Assert.True(plant.TryGetProperty(name, out _), name));
        Assert.Equal("available", plant.GetProperty("status").GetString());
        Assert.Equal(54.4, plant.GetProperty("availableMw").GetDouble());
        Assert.Equal(world.World.First, plant.GetProperty("organizationId").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/plants/2147483647", 404)]
    [InlineData("/api/v1/plants/0", 404)]
    [InlineData("/api/v1/plants/-1", 404)]
    [InlineData("/api/v1/plants/abc", 404)]
    [InlineData("/api/v1/plants/1?x=y", 400)]
    public async Task One_NotThere_IsAProblem(string path, int status) => Assert.Equal(status, (await ProblemAsync(world.Reader.GetAsync(path))).Status);

    [Fact]
    public async Task Anybody_WithoutLogin_Is401() => Assert.Equal(HttpStatusCode.Unauthorized, (await world.World.Host.Anonymous().GetAsync("/api/v1/plants")).StatusCode);
}
