using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using Npgsql;

namespace GridApp.Tests.Contract;

/// <summary>A first start: ready with the newest 48 hours, then seven days; jobs over HTTP.</summary>
[Collection(Browser.BrowserTests.Name)]
public sealed class SimulationStartTests(SimulationHost host)
{
    [Fact]
    public async Task WhenReady_TheNewest48HoursAreIn_AndTheWeekFollows()
    {
        Assert.True(await AskAsync<long>("select count(*) from grid_intervals where kind = 'RTM' and at > now() - interval '48 hours'") >= 48 * 12 - 2);
        Assert.True(await AskAsync<long>("select count(*) from market_prices where market = 'RTS' and ptf is not null and at > now() - interval '48 hours'") >= 48);
        for (var i = 0; await AskAsync<long>("select count(*) from grid_intervals where kind = 'RTM' and at > now() - interval '7 days'") < 7 * 288 - 2; i++)
        {
            Assert.True(i < 240, "The week is not in after 60 s.");
            await Task.Delay(250);
        }
        Assert.Equal(0L, await AskAsync<long>("select count(*) from job_runs where result = 'failed'"));
    }

    [Fact]
    public async Task Jobs_TellTheirTimes_AndRunWhenASuperAdminAsks()
    {
        using var client = await host.AsAsync(GridAppHost.SuperAdmin);
        var jobs = (await client.GetFromJsonAsync<JsonElement>("/api/v1/jobs")).GetProperty("items").EnumerateArray().ToDictionary(job => job.GetProperty("name").GetString()!);
        Assert.Superset(new HashSet<string> { "simulate-day", "real-time-step", "retention-cleanup", "backfill", "score-models" }, jobs.Keys.ToHashSet());
        var next = jobs["simulate-day"].GetProperty("nextRun").GetDateTimeOffset();
        Assert.Equal((0, 0), (next.UtcDateTime.Hour, next.UtcDateTime.Minute));
        Assert.Equal("03:30", jobs["retention-cleanup"].GetProperty("nextRun").GetDateTimeOffset().UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture));

        using var answer = await client.PostAsync("/api/v1/jobs/retention-cleanup/run", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        for (var i = 0; await AskAsync<long>("select count(*) from job_runs where job = 'retention-cleanup' and finished_at is not null and requested_by is not null") == 0; i++)
        {
            Assert.True(i < 120, "The job has not run after 30 s.");
            await Task.Delay(250);
        }

        using var paused = await client.PostAsync("/api/v1/jobs/simulate-day/pause", null);
        Assert.Equal(HttpStatusCode.Accepted, paused.StatusCode);
        jobs = (await client.GetFromJsonAsync<JsonElement>("/api/v1/jobs")).GetProperty("items").EnumerateArray().ToDictionary(job => job.GetProperty("name").GetString()!);
        Assert.Equal(JsonValueKind.Null, jobs["simulate-day"].GetProperty("nextRun").ValueKind);
        using var resumed = await client.PostAsync("/api/v1/jobs/simulate-day/resume", null);
        Assert.Equal(HttpStatusCode.Accepted, resumed.StatusCode);
    }

    [Fact]
    public async Task TimesMissedWhileNothingRan_AreMadeUpForOnce_AndTheNextIsToCome()
    {
        var before = await AskAsync<long>(Unasked);
        // Three nights in which no process ran, as the store has them.
        await using (var connection = new NpgsqlConnection(host.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var missed = new NpgsqlCommand(
                $"update {JobStore.TablePrefix}triggers set next_fire_time = next_fire_time - 3 * 864000000000, prev_fire_time = next_fire_time - 4 * 864000000000 where trigger_name = 'retention-cleanup'", connection);
            Assert.Equal(1, await missed.ExecuteNonQueryAsync());
        }

        await using var process = new SimulationHost().On(host);
        await process.InitializeAsync();
        for (var i = 0; await AskAsync<long>(Unasked) == before; i++)
        {
            Assert.True(i < 360, "The missed job has not run after 90 s.");
            await Task.Delay(250);
        }

        using var client = await process.AsAsync(GridAppHost.SuperAdmin);
        var cleanup = (await client.GetFromJsonAsync<JsonElement>("/api/v1/jobs")).GetProperty("items").EnumerateArray().Single(job => job.GetProperty("name").GetString() == "retention-cleanup");
        Assert.True(cleanup.GetProperty("nextRun").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        await Task.Delay(2000);
        Assert.Equal(before + 1, await AskAsync<long>(Unasked));
    }

    private const string Unasked = "select count(*) from job_runs where job = 'retention-cleanup' and finished_at is not null and requested_by is null";

    private async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var tenant = new NpgsqlCommand("select set_config('grid.role', 'system', true)", connection, transaction))
        {
            await tenant.ExecuteNonQueryAsync();
        }
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
