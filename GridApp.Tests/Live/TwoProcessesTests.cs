using System.Net.Http.Json;
using GridApp.Live;
using GridApp.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GridApp.Tests.Live;

/// <summary>Two whole applications on one database: what one commits, both hear.</summary>
public sealed class TwoProcessesTests(TwoProcessesTests.Pair hosts) : IClassFixture<TwoProcessesTests.Pair>
{
    private static ILiveBus Bus(GridAppHost host) => host.Services.GetRequiredService<ILiveBus>();

    [Fact]
    public async Task Write_OnOne_IsHeardOnceOnBothWithinASecond()
    {
        await hosts.ListenersAsync(2);
        await Task.Delay(LiveSubscription.Interval * 2); // what the start told is told
        var here = new Ear();
        var there = new Ear();
        var imports = new Ear();
        using var one = Bus(hosts.First).Subscribe([LiveTopic.Plants], here.HearAsync);
        using var other = Bus(hosts.Second).Subscribe([LiveTopic.Plants], there.HearAsync);
        using var quiet = Bus(hosts.Second).Subscribe([LiveTopic.Imports], imports.HearAsync);
        await WriteAsync(hosts.First, "heard");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await there.WaitForAsync(1);
        await here.WaitForAsync(1);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        await Task.Delay(LiveSubscription.Interval * 3);
        Assert.Equal((1, 1, 0), (here.Heard, there.Heard, imports.Heard));
    }

    [Fact]
    public async Task ListeningConnection_Killed_NothingIsMissed()
    {
        await hosts.ListenersAsync(2);
        HttpClient client = await hosts.Second.AsAsync(GridAppHost.SuperAdmin);
        int seen = 0;
        using var watching = Bus(hosts.Second).Subscribe([LiveTopic.Plants], async ct =>
            seen = (await client.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/plants?q=killed&limit=1", ct)).GetProperty("total").GetInt32());
        for (int round = 1; round <= 4; round++)
        {
            // The write falls into the time in which nobody listens, or just before or after it.
            Task<int> killed = hosts.KillListenersAsync();
            await WriteAsync(hosts.First, $"killed {round}");
            Assert.True(await killed > 0);
            for (int i = 0; Volatile.Read(ref seen) < round; i++)
            {
                Assert.True(i < 300, $"{seen} of {round} plants seen");
                await Task.Delay(10);
            }

            await hosts.ListenersAsync(2);
        }
    }

    private static async Task WriteAsync(GridAppHost host, string name)
    {
        HttpClient client = await host.AsAsync(GridAppHost.SuperAdmin);
        (await client.PostAsJsonAsync("/api/v1/plants", new { name, capacityMw = 5 })).EnsureSuccessStatusCode();
    }

    public sealed class Pair : IAsyncLifetime
    {
        public GridAppHost First { get; } = new Bare();

        public GridAppHost Second { get; } = new Bare();

        public async Task InitializeAsync()
        {
            await First.InitializeAsync();
            Second.On(First);
            await Second.InitializeAsync();
        }

        public async Task DisposeAsync()
        {
            await ((IAsyncLifetime)Second).DisposeAsync();
            await ((IAsyncLifetime)First).DisposeAsync();
        }

        /// <summary>Waits until so many connections listen.</summary>
        public async Task ListenersAsync(int count)
        {
            for (int i = 0; await NumberAsync("select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'GridApp live' and query <> ''") != count; i++)
            {
                Assert.True(i < 500, "Nobody listens.");
                await Task.Delay(10);
            }
        }

        /// <returns>How many there were.</returns>
        public Task<int> KillListenersAsync() => NumberAsync(
            "select count(pg_terminate_backend(pid))::int from pg_stat_activity where datname = current_database() and application_name = 'GridApp live'");

        private async Task<int> NumberAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(First.AppConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            return (int)(await command.ExecuteScalarAsync())!;
        }
    }

    private sealed class Bare : GridAppHost
    {
        protected override bool SampleData => false;
    }
}
