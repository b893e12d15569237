using System.Net.Http.Json;
using System.Text.Json;

namespace GridApp.Tests.Contract;

/// <summary>What tests about people do again and again.</summary>
internal static class People
{
    public const string Chosen = "harbour-violet-lantern-9";

    /// <summary>Makes a person; they have no password yet.</summary>
    public static async Task<int> MakeAsync(this HttpClient admin, string userName, string role = "analyst", int? organizationId = null)
    {
        var made = await admin.PostAsJsonAsync("/api/v1/users", organizationId is { } id ? (object)new { userName, role, organizationId = id } : new { userName, role });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
    }

    /// <summary>The path of a one-time link for a person.</summary>
    public static async Task<string> LinkAsync(this HttpClient admin, int id, string? purpose = null)
    {
        var made = await admin.PostAsJsonAsync($"/api/v1/users/{id}/reset-link", purpose is null ? new { } : (object)new { purpose });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var address = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("address").GetString()!;
        Assert.StartsWith(admin.BaseAddress!.ToString(), address, StringComparison.Ordinal);
        return new Uri(address).PathAndQuery;
    }

    /// <summary>Makes a person who has chosen a password.</summary>
    public static async Task<int> MoveInAsync(this GridAppHost host, HttpClient admin, string userName, string role = "analyst", int? organizationId = null)
    {
        var id = await admin.MakeAsync(userName, role, organizationId);
        using var browser = new BrowserClient(host);
        var answer = await browser.SubmitAsync(await admin.LinkAsync(id), "link", ("Form.New", Chosen), ("Form.Again", Chosen));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return id;
    }
}
