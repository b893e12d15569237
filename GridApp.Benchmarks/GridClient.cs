using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace GridApp.Benchmarks;

/// <summary>A client of the HTTP interface with the super admin's token.</summary>
internal sealed class GridClient : IDisposable
{
    private readonly HttpClient http;

    private GridClient(HttpClient http) => this.http = http;

    public static async Task<GridClient> LogInAsync(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 32 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        using var form = new FormUrlEncodedContent([new("username", "super_admin"), new("password", GridServer.Password)]);
        var answer = await http.PostAsync("/api/v1/auth/token", form);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(http);
    }

    /// <summary>A connection of its own that repeats one GET.</summary>
    public Wire Repeat(string path) => new(http.BaseAddress!, path, http.DefaultRequestHeaders.Authorization!.Parameter!);

    /// <summary>Imports a file and waits for its end.</summary>
    /// <returns>The finished import, and the time from sending to the first answer that says it is finished.</returns>
    public async Task<(JsonElement Import, TimeSpan Time)> ImportAsync(string name, byte[] file, string dataset = "plants", string? format = null)
    {
        var watch = Stopwatch.StartNew();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", name },
            { new StringContent(dataset), "dataset" },
            { new StringContent(format ?? (dataset == "plants" ? "csv" : "auto")), "format" },
        };
        var accepted = await http.PostAsync("/api/v1/imports", form);
        accepted.EnsureSuccessStatusCode();
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        while (true)
        {
            var import = await http.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
            if (import.GetProperty("status").GetString() is "completed" or "failed")
                return (import, watch.Elapsed);
            // Each question costs the server a session and four statements: seldom enough not to slow what is measured.
            await Task.Delay(50);
        }
    }

    /// <summary>One request, read to its end.</summary>
    public async Task<(TimeSpan Time, long Bytes, int Features)> GetAsync(string path, bool count = false)
    {
        var watch = Stopwatch.StartNew();
        var bytes = await http.GetByteArrayAsync(path);
        var time = watch.Elapsed;
        if (!count)
            return (time, bytes.Length, 0);
        using var json = JsonDocument.Parse(bytes);
        return (time, bytes.Length, json.RootElement.GetProperty("features").GetArrayLength());
    }

    /// <summary>Rows (features or points; else 1) and bytes of an answer.</summary>
    public async Task<(int Rows, long Bytes)> CountAsync(string path)
    {
        var bytes = await http.GetByteArrayAsync(path);
        using var json = JsonDocument.Parse(bytes);
        var rows = json.RootElement.TryGetProperty("features", out var list) || json.RootElement.TryGetProperty("points", out list) ? list.GetArrayLength() : 1;
        return (rows, bytes.Length);
    }

    /// <summary>An answer, whole.</summary>
    public Task<byte[]> BytesAsync(string path) => http.GetByteArrayAsync(path);

    /// <summary>A write, so that whatever is kept for reading is stale.</summary>
    public async Task WriteAsync(int turn)
    {
        var answer = await http.PostAsJsonAsync("/api/v1/plants", new
        {
            code = $"BENCH-{turn}", name = $"Bench {turn}", fuel = "other", capacityMw = 1.0, latitude = 40.0, longitude = -100.0,
        });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A plant of 1,000 MW to be reported on.</summary>
    /// <returns>Its id.</returns>
    public async Task<int> AddPlantAsync(string name)
    {
        var answer = await http.PostAsJsonAsync("/api/v1/plants", new { name, fuel = "gas", capacityMw = 1000.0, latitude = 40.0, longitude = -100.0 });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
    }

    /// <summary>Reports a derate that begins now.</summary>
    /// <returns>The incident's id.</returns>
    public async Task<int> ReportAsync(int plant, double megawatts)
    {
        var answer = await http.PostAsJsonAsync("/api/v1/incidents", new { plantId = plant, type = "derate", reason = "Bench", affectedMw = megawatts });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
    }

    public async Task FinishAsync(int incident) =>
        (await http.PostAsJsonAsync(FormattableString.Invariant($"/api/v1/incidents/{incident}/finish"), new { })).EnsureSuccessStatusCode();

    public async Task RunJobAsync(string name) => (await http.PostAsync($"/api/v1/jobs/{name}/run", null)).EnsureSuccessStatusCode();

    public void Dispose() => http.Dispose();
}
