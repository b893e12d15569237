using System.Globalization;
using System.Text;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Domain.Prices;
using GridApp.Hosting;
using GridApp.Importing.Prices;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridApp.Tests.Importing.Prices;

/// <summary>The importing room for prices and nodes, on a database of its own.</summary>
public sealed class PriceBench : IAsyncLifetime, IAsyncDisposable
{
    private ImportBench bench = null!;

    internal ImportBench Room => bench;

    public static Actor Admin(int organization) => new(Roles.Admin, 7, organization);

    public async Task InitializeAsync() => bench = await ImportBench.StartAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    public static async Task<PriceBench> StartAsync()
    {
        var started = new PriceBench();
        await started.InitializeAsync();
        return started;
    }

    /// <summary>Sends a text through the queue.</summary>
    internal Task<Report> SendAsync(string text, string fileName = "prices.csv", Actor? actor = null, string? market = null, string? mapping = null, string format = "auto", string dataset = "prices") =>
        SendAsync(Encoding.UTF8.GetBytes(text), fileName, actor, market, mapping, format, dataset);

    internal async Task<Report> SendAsync(byte[] content, string fileName, Actor? actor = null, string? market = null, string? mapping = null, string format = "auto", string dataset = "prices")
    {
        var id = await bench.EnqueueAsync(content, actor, mapping, market, dataset, format, fileName);
        var run = await bench.Backlog.ClaimAsync(CancellationToken.None);
        Assert.Equal(id, run!.Id);
        var importer = new PriceImporter(new SeriesPartitions(bench.Database), new ImportOptions(), NullLogger<PriceImporter>.Instance);
        await bench.NewRunner(importer).RunAsync(run, bench.Uploads.PathOf(run.StoredAs), CancellationToken.None);
        Assert.Null(bench.Log.Last);
        return await bench.ReportAsync(id);
    }

    /// <summary>Sends one of the real files.</summary>
    internal async Task<Report> SendFileAsync(string folder, string name, string dataset = "prices", string? market = null, string? mapping = null, string format = "auto") =>
        await SendAsync(await File.ReadAllBytesAsync(TestData.Path("03_lmp", folder, name)), name, null, market, mapping, format, dataset);

    internal Task<T> ScalarAsync<T>(string sql) => bench.ScalarAsync<T>(sql);

    internal Task<int> CountAsync(string table, string where = "true") => bench.ScalarAsync<int>($"select count(*)::integer from {table} where {where}");

    /// <summary>The nodes of the real markets that have no place, by their codes.</summary>
    internal Task<string> UnlocatedAsync() => bench.ScalarAsync<string>("select coalesce(string_agg(code, ', ' order by code), '') from nodes where longitude is null and market <> 'RTS'");

    /// <summary>A node's price in both clusterings, which are one: "total energy congestion loss ghg", a dash where there is none; "none" where there is no interval.</summary>
    public async Task<string> PriceAsync(string market, string kind, string code, string at, int organization = 0)
    {
        var byFrame = await ReadAsync(string.Create(CultureInfo.InvariantCulture, $"""
            select array_position(l.nodes, n.id) - 1, f.total, f.energy, f.congestion, f.loss, f.ghg
              from nodes n join price_frames f on f.market = n.market and f.kind = '{kind}' and f.at = '{at}' and f.known_to is null and coalesce(f.organization_id, 0) = {organization}
              join node_lists l on l.id = f.node_list_id where n.market = '{market}' and n.code = '{code}'
            """));
        var byDay = await ReadAsync(string.Create(CultureInfo.InvariantCulture, $"""
            select array_position(i.seconds, extract(epoch from timestamptz '{at}' - (i.day::timestamp at time zone 'UTC'))::integer) - 1, d.total, d.energy, d.congestion, d.loss, d.ghg
              from nodes n join price_series s on s.market = n.market and s.kind = '{kind}' and coalesce(s.organization_id, 0) = {organization}
              join price_days d on d.series_id = s.id and d.node_id = n.id and d.day = (timestamptz '{at}' at time zone 'UTC')::date
              join price_day_intervals i on i.series_id = s.id and i.day = d.day where n.market = '{market}' and n.code = '{code}'
            """));
        Assert.Equal(byFrame, byDay);
        return byFrame;
    }

    private async Task<string> ReadAsync(string sql)
    {
        await using var session = await bench.Database.OpenAsync(Actor.System);
        await using var command = session.Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync() || await reader.IsDBNullAsync(0))
            return "none";
        var place = reader.GetInt32(0);
        var values = Enumerable.Range(1, PriceComponents.Count).Select(c => reader.IsDBNull(c) ? float.NaN : PackedValues.At(reader.GetFieldValue<byte[]>(c), place)).ToList();
        return values.TrueForAll(float.IsNaN) ? "none" : string.Join(' ', values.Select(value => float.IsNaN(value) ? "-" : value.ToString(CultureInfo.InvariantCulture)));
    }
}
