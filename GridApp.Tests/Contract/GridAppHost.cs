using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Hosting;
using GridApp.Tests.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GridApp.Tests.Contract;

/// <summary>The whole app on Kestrel and a database of its own: what a browser and a client of the API meet.</summary>
public class GridAppHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string SuperAdmin = "super_admin";
    public const string Admin = "grid_admin";
    public const string Analyst = "grid_analyst";
    public const string OtherAdmin = "other_admin";
    public const string Password = "granite-otter-quartz-7";

    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string UserName, string Password), AuthenticationHeaderValue> tokens = new();

    private readonly string dataDirectory = TestRun.Directory("host");

    private (string Owner, string App) connections;

    /// <summary>Bundled plants and sample organizations; the sample people exist either way.</summary>
    protected virtual bool SampleData => true;

    /// <summary>The simulated market, which fills days at the start.</summary>
    protected virtual bool Simulation => false;

    /// <summary>Where it serves, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Address { get; private set; } = null!;

    public string OwnerConnectionString => connections.Owner;

    public string AppConnectionString => connections.App;

    /// <summary>Uses another host's database, to stand beside it as a second process would.</summary>
    public GridAppHost On(GridAppHost other)
    {
        connections = other.connections;
        return this;
    }

    /// <summary>Sets a configuration key before the start.</summary>
    public GridAppHost With(string key, string value)
    {
        settings[key] = value;
        return this;
    }

    public virtual async Task InitializeAsync()
    {
        if (connections.App is null)
        {
            connections = await PostgresCluster.CreateDatabaseAsync();
        }
        UseKestrel(0);
        StartServer();
        Address = ClientOptions.BaseAddress;
        var state = Services.GetRequiredService<StartupState>();
        for (var i = 0; !state.IsDone; i++)
        {
            Assert.True(state.Refusal is null, state.Refusal?.Message);
            Assert.True(i < 1200, "Not ready within 60 s: " + state.Progress);
            await Task.Delay(50);
        }
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(dataDirectory))
        {
            Directory.Delete(dataDirectory, recursive: true);
        }
    }

    /// <summary>A client that sends nobody's credentials and follows no redirect.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>A client of the API with somebody's bearer token. A password is slow to check on purpose: the sample people, whom no test changes, are asked for theirs once.</summary>
    public async Task<HttpClient> AsAsync(string userName, string password = Password)
    {
        var client = Anonymous();
        if (tokens.TryGetValue((userName, password), out var kept))
        {
            client.DefaultRequestHeaders.Authorization = kept;
            return client;
        }

        var token = await client.PostAsync("/api/v1/auth/token", new FormUrlEncodedContent([new("username", userName), new("password", password)]));
        Assert.True(token.IsSuccessStatusCode, await token.Content.ReadAsStringAsync());
        var pair = await token.Content.ReadFromJsonAsync<JsonElement>();
        var authorization = client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", pair.GetProperty("accessToken").GetString());
        if (userName is SuperAdmin or Admin or Analyst or OtherAdmin)
            tokens[(userName, password)] = authorization;
        return client;
    }

    /// <summary>Runs a statement under the accounts' role, to look at or arrange what no interface shows.</summary>
    public async Task<T?> AsIdentityAsync<T>(string sql)
    {
        await using var command = Services.GetRequiredService<GridApp.Data.GridDataSources>().Identity.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Grid", connections.App);
        builder.UseSetting("ConnectionStrings:GridOwner", connections.Owner);
        builder.UseSetting("Grid:DataDirectory", dataDirectory);
        builder.UseSetting("Grid:SampleData", SampleData ? "true" : "false");
        builder.UseSetting("Grid:Simulation:Enabled", Simulation ? "true" : "false");
        builder.UseSetting("Grid:SuperAdmin:Password", Password);
        builder.UseSetting("Grid:SampleUsers:Password", Password);
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }
        builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddConsole());
    }
}

/// <summary>One host with the bundled sample data for every test of the collection: for tests that only read, or that write what others do not read.</summary>
[CollectionDefinition(Name)]
public sealed class SampleHost : ICollectionFixture<GridAppHost>
{
    public const string Name = "host with sample data";
}
