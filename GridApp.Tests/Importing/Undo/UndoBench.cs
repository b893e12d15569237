using System.Text;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;
using GridApp.Importing.Plants;
using GridApp.Importing.Prices;
using GridApp.Importing.Series;
using GridApp.Importing.Undo;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridApp.Tests.Importing.Undo;

/// <summary>A room where files come in and are taken back, on one database for a class of tests.</summary>
public sealed class UndoBench : IAsyncLifetime
{
    /// <summary>What an import may write, without what counts on whatever happens: versions, and the numbers of rows in histories.</summary>
    private static readonly (string Table, string Columns)[] Kept =
    [
        ("plants", "to_jsonb(t) - 'version'"), ("plant_revisions", "to_jsonb(t)"), ("nodes", "to_jsonb(t) - 'version'"), ("node_moves", "to_jsonb(t)"), ("node_lists", "to_jsonb(t)"),
        ("market_prices", "to_jsonb(t)"), ("consumption", "to_jsonb(t)"), ("generation", "to_jsonb(t)"), ("market_price_history", "to_jsonb(t)"), ("consumption_history", "to_jsonb(t)"),
        ("price_frames", "to_jsonb(t)"), ("price_days", "to_jsonb(t)"), ("price_day_intervals", "to_jsonb(t)"), ("import_before", "to_jsonb(t)"),
    ];

    internal ImportBench Room { get; private set; } = null!;

    internal ImportUndo Undo { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Room = await ImportBench.StartAsync();
        var partitions = new SeriesPartitions(Room.Database);
        Room.Runner = Room.NewRunner(
            new PlantImporter(new(Atlas.States), new ImportOptions()), new SeriesImporter(partitions, new ImportOptions()), new PriceImporter(partitions, new ImportOptions(), NullLogger<PriceImporter>.Instance));
        Undo = new ImportUndo(Room.Database, [new PlantUndo(), new PriceUndo(), .. SeriesDataset.All.Select(series => new SeriesUndo(series))], TimeProvider.System);
    }

    public async Task DisposeAsync() => await Room.DisposeAsync();

    /// <summary>Imports a text that has to change something, and gives the import's number.</summary>
    internal async Task<int> SendAsync(string dataset, string text, Actor? actor = null)
    {
        var report = (await Room.ImportAsync(Encoding.UTF8.GetBytes(text), actor, dataset: dataset, format: "auto", fileName: dataset + ".csv")).Completed();
        Assert.NotEqual(0, report.Run.RowsChanged);
        return report.Run.Id;
    }

    /// <summary>Takes an import back, which has to work: "plants -1 ~1".</summary>
    internal async Task<string> TakeBackAsync(int id, Actor? actor = null)
    {
        var looked = await Undo.LookAsync(actor ?? ImportBench.SuperAdmin, id, CancellationToken.None);
        var done = await Undo.RunAsync(actor ?? ImportBench.SuperAdmin, id, CancellationToken.None);
        Assert.Null(done.Failure?.Sentence);
        Assert.Equal(looked.Value.Parts, done.Value.Parts);
        return string.Join(' ', done.Value.Parts.Select(part => $"{part.Name} -{part.Removed} ~{part.Restored}"));
    }

    /// <summary>The sentence of an undo that is refused, which leaves everything as it is.</summary>
    internal async Task<string> RefusedAsync(int id, Actor? actor = null)
    {
        var before = await StateAsync();
        Assert.Equal((await Undo.LookAsync(actor ?? ImportBench.SuperAdmin, id, CancellationToken.None)).Failure, (await Undo.RunAsync(actor ?? ImportBench.SuperAdmin, id, CancellationToken.None)).Failure);
        var failure = (await Undo.RunAsync(actor ?? ImportBench.SuperAdmin, id, CancellationToken.None)).Failure;
        Assert.Equal(before, await StateAsync());
        return Assert.IsType<Conflict>(failure).Sentence;
    }

    /// <summary>Everything that imports write, by table.</summary>
    internal async Task<Dictionary<string, string>> StateAsync()
    {
        var state = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, columns) in Kept)
            state[table] = await Room.ScalarAsync<string>($"select coalesce(string_agg(v::text, E'\\n' order by v::text), '') from (select {columns} as v from {table} t) all_of_them");
        return state;
    }
}
