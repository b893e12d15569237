using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Hosting.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Live_AnyTime_Is200()
    {
        await using var app = await SmallApp.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Ready_StillStarting_Is503WithWhatIsBeingDone()
    {
        await using var app = await SmallApp.StartAsync();
        (await StartedAsync(app)).Report("Putting in the sample plants.");

        var response = await app.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("Putting in the sample plants.", await DetailAsync(response));
    }

    [Fact]
    public async Task Ready_DatabaseAway_Is503()
    {
        await using var app = await SmallApp.StartAsync();
        await StartedAsync(app);

        var response = await app.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("The database cannot be reached.", await DetailAsync(response));
    }

    // The small app has no startup work, so it is done as soon as its background service has run.
    private static async Task<StartupState> StartedAsync(SmallApp app)
    {
        var state = app.Services.GetRequiredService<StartupState>();
        for (var tries = 0; !state.IsDone && tries < 500; tries++)
            await Task.Delay(10);
        Assert.True(state.IsDone);
        return state;
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();
}
