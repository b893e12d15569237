using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using static GridApp.Tests.Contract.PlantsWorld;

namespace GridApp.Tests.Contract;

/// <summary>After a write was answered, every later read on every process shows it.</summary>
public sealed class PlantsFreshnessTests(PlantsWorld world) : IClassFixture<PlantsWorld>
{
    [Fact]
    public async Task List_TwoProcessesOnOneDatabase_SeeEachOthersWrites()
    {
        await using PlantsHost second = await PlantsHost.StartAsync(world.Database);
        HttpClient there = second.As(new Actor(Roles.SuperAdmin, null, null));
        await GetAsync(there, "/api/v1/plants");
        int id = (await CreateAsync(world.SuperAdmin, new { code = "F1", name = "Here", capacityMw = 5 })).GetProperty("id").GetInt32();
        Assert.Contains(id, Ids(await GetAsync(there, "/api/v1/plants?q=Here")));
        (await there.PutAsJsonAsync($"/api/v1/plants/{id}", new { name = "There" })).EnsureSuccessStatusCode();
        Assert.Contains(id, Ids(await GetAsync(world.SuperAdmin, "/api/v1/plants?q=There")));
        await world.Database.AsOwnerAsync<int>($"delete from plants where id = {id} returning id");
        Assert.DoesNotContain(id, Ids(await GetAsync(there, "/api/v1/plants")));
        Assert.DoesNotContain(id, Ids(await GetAsync(world.SuperAdmin, "/api/v1/plants")));
    }

    [Fact]
    public async Task List_WritersAndReaders_NobodyReadsBehindAnAnsweredWrite()
    {
        await using PlantsHost second = await PlantsHost.StartAsync(world.Database);
        HttpClient there = second.As(new Actor(Roles.Analyst, null, world.First));
        int id = (await CreateAsync(world.SuperAdmin, new { code = "F2", name = "Raced", capacityMw = 0 })).GetProperty("id").GetInt32();
        int answered = 0;
        using var done = new CancellationTokenSource();
        Task writer = Task.Run(async () =>
        {
            HttpClient client = world.SuperAdmin;
            for (int mw = 1; mw <= 40; mw++)
            {
                (await client.PutAsJsonAsync($"/api/v1/plants/{id}", new { capacityMw = mw })).EnsureSuccessStatusCode();
                Volatile.Write(ref answered, mw);
            }

            await done.CancelAsync();
        });
        Task[] readers = [.. new[] { there, world.Analyst, there }.Select(client => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                int atLeast = Volatile.Read(ref answered);
                JsonElement found = await GetAsync(client, "/api/v1/plants?q=Raced");
                double read = found.GetProperty("features")[0].GetProperty("properties").GetProperty("capacityMw").GetDouble();
                Assert.True(read >= atLeast, $"{read} after {atLeast}");
            }
        }))];
        await Task.WhenAll([writer, .. readers]);
    }
}
