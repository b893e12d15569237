using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Tests.Data;

namespace GridApp.Tests.Contract;

/// <summary>A database with two organizations and two people of each kind, and the incident endpoints on it.</summary>
public sealed class IncidentsWorld : IAsyncLifetime
{
    private int next;

    public TestDatabase Database { get; } = new();

    public IncidentsHost Host { get; private set; } = null!;

    public int First { get; private set; }

    public int Second { get; private set; }

    public HttpClient SuperAdmin => Host.As(new Actor(Roles.SuperAdmin, 1, null));

    public HttpClient Admin => Host.As(new Actor(Roles.Admin, 2, First));

    /// <summary>Another administrator of the first organization.</summary>
    public HttpClient Colleague => Host.As(new Actor(Roles.Admin, 3, First));

    public HttpClient OtherAdmin => Host.As(new Actor(Roles.Admin, 4, Second));

    public HttpClient Analyst => Host.As(new Actor(Roles.Analyst, 5, First));

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        First = await Database.AsOwnerAsync<int>("insert into organizations (name) values ('First') returning id");
        Second = await Database.AsOwnerAsync<int>("insert into organizations (name) values ('Second') returning id");
        // People are the accounts role's to write.
        await using (Npgsql.NpgsqlCommand people = Database.Sources.Identity.CreateCommand("""
            insert into users (id, user_name, role, organization_id, first_name, last_name, is_disabled, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, must_change_password)
            select n, 'person' || n, 'super_admin', null, '', '', false, false, false, false, false, 0, false from generate_series(1, 5) n
            """))
        {
            await people.ExecuteNonQueryAsync();
        }

        Host = await IncidentsHost.StartAsync(Database.Database);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A new plant of 100 MW, with units A (60 MW) and B (40 MW) when asked.</summary>
    public async Task<int> PlantAsync(HttpClient owner, bool units = false, double capacityMw = 100)
    {
        int number = Interlocked.Increment(ref next);
        object[] parts = units ? [new { code = "A", capacityMw = 60 }, new { code = "B", capacityMw = 40 }] : [];
        HttpResponseMessage answer = await owner.PostAsJsonAsync("/api/v1/plants", new { code = $"I{number}", name = $"Plant {number}", fuel = "gas", market = "CAISO", capacityMw, units = parts });
        return (await BodyAsync(answer, HttpStatusCode.Created)).GetProperty("id").GetInt32();
    }

    public async Task<int> UnitAsync(int plant, string code) => await Database.AsOwnerAsync<int>($"select id from plant_units where plant_id = {plant} and code = '{code}'");

    public async Task<int> LineAsync(int? organization) => await Database.AsOwnerAsync<int>($"""
        insert into lines (code, name, kind, limit_mw, organization_id, simulated) values ('L{Interlocked.Increment(ref next)}', 'Line', 'line', 200, {organization?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}, false) returning id
        """);

    /// <summary>Reports and returns the incident.</summary>
    public static async Task<JsonElement> ReportAsync(HttpClient client, object incident) =>
        await BodyAsync(await client.PostAsJsonAsync("/api/v1/incidents", incident), HttpStatusCode.Created);

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Expects a problem of a status, and returns its fields' sentences.</summary>
    public static async Task<JsonElement> ProblemAsync(int status, HttpResponseMessage answer, string? field = null)
    {
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{answer.StatusCode}: {body}");
        if (body.Length == 0)
            return default;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(body).RootElement;
        if (field is not null)
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), body);
        return problem;
    }
}
