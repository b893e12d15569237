using System.Globalization;
using System.Text;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using GridApp.Importing.Series;

namespace GridApp.Tests.Importing.Series;

/// <summary>The importing room for time series, on a database of its own.</summary>
internal sealed class SeriesBench : IAsyncDisposable
{
    private readonly ImportBench bench;

    private SeriesBench(ImportBench bench) => this.bench = bench;

    public static async Task<SeriesBench> StartAsync() => new(await ImportBench.StartAsync());

    public static Actor Admin(int organization) => new(Roles.Admin, 7, organization);

    /// <summary>Sends a text through the queue.</summary>
    public Task<Report> SendAsync(string dataset, string text, Actor? actor = null, string? market = null, string? mapping = null, string format = "auto") =>
        SendAsync(dataset, Encoding.UTF8.GetBytes(text), actor, market, mapping, format, "series.csv");

    /// <summary>Sends one of the real files.</summary>
    public async Task<Report> SendFileAsync(string dataset, string folder, string name, string format = "auto") =>
        await SendAsync(dataset, await File.ReadAllBytesAsync(TestData.Path("04_epias", folder, name)), null, null, null, format, name);

    public Task<int> AddOrganizationAsync(string name) => bench.AddOrganizationAsync(name);

    /// <summary>Adds a plant, and gives its number.</summary>
    public Task<int> AddPlantAsync(string code, int? organization, bool simulated = false, string market = "EPIAS") => bench.ScalarAsync<int>(string.Create(CultureInfo.InvariantCulture, $"""
        insert into plants (code, name, fuel, source_fuel, capacity_mw, market, organization_id, market_approximate, simulated, is_yekdem, is_res)
        values ('{code}', '{code}', 'hydro', '', 100, '{market}', {(organization is { } id ? id.ToString(CultureInfo.InvariantCulture) : "null")}, false, {(simulated ? "true" : "false")}, false, false) returning id
        """));

    public Task<T> ScalarAsync<T>(string sql) => bench.ScalarAsync<T>(sql);

    public Task<int> CountAsync(string table, string where = "true") => bench.ScalarAsync<int>($"select count(*)::integer from {table} where {where}");

    /// <summary>One value of EPİAŞ's; null where there is none.</summary>
    public Task<double?> ValueAsync(string table, string column, string at, string where = "true") =>
        ReadAsync($"select coalesce((select {column} from {table} where at = '{at}' and {where}), 'NaN')");

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    private async Task<double?> ReadAsync(string sql) => await bench.ScalarAsync<double>(sql) is var value && double.IsNaN(value) ? null : value;

    private async Task<Report> SendAsync(string dataset, byte[] content, Actor? actor, string? market, string? mapping, string format, string fileName)
    {
        var id = await bench.EnqueueAsync(content, actor, mapping, market, dataset, format, fileName);
        var run = await bench.Backlog.ClaimAsync(CancellationToken.None);
        Assert.Equal(id, run!.Id);
        await bench.NewRunner(new SeriesImporter(new SeriesPartitions(bench.Database), new ImportOptions())).RunAsync(run, bench.Uploads.PathOf(run.StoredAs), CancellationToken.None);
        Assert.Null(bench.Log.Last);
        return await bench.ReportAsync(id);
    }
}
