using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Tests.Data;

namespace GridApp.Tests.Contract;

/// <summary>A database with two organizations and the plant endpoints on it.</summary>
public sealed class PlantsWorld : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public PlantsHost Host { get; private set; } = null!;

    public int First { get; private set; }

    public int Second { get; private set; }

    public HttpClient SuperAdmin => Host.As(new Actor(Roles.SuperAdmin, null, null));

    public HttpClient Admin => Host.As(new Actor(Roles.Admin, null, First));

    public HttpClient OtherAdmin => Host.As(new Actor(Roles.Admin, null, Second));

    public HttpClient Analyst => Host.As(new Actor(Roles.Analyst, null, First));

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        First = await Database.AsOwnerAsync<int>("insert into organizations (name) values ('First') returning id");
        Second = await Database.AsOwnerAsync<int>("insert into organizations (name) values ('Second') returning id");
        Host = await PlantsHost.StartAsync(Database);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Makes a plant and returns the answer's body.</summary>
    public static async Task<JsonElement> CreateAsync(HttpClient client, object plant)
    {
        HttpResponseMessage answer = await client.PostAsJsonAsync("/api/v1/plants", plant);
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        HttpResponseMessage answer = await client.GetAsync(path);
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Status and, where it is a problem, its body.</summary>
    public static async Task<(int Status, JsonElement Problem)> ProblemAsync(Task<HttpResponseMessage> request)
    {
        HttpResponseMessage answer = await request;
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(body.Length == 0 || answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{answer.StatusCode}: {body}");
        return ((int)answer.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }

    public static int[] Ids(JsonElement collection) =>
        [.. collection.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("id").GetInt32())];
}
