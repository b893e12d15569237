using GridApp.Hosting;
using GridApp.Importing.Geography;

namespace GridApp.Tests.Importing.Geography;

/// <summary>One importing room for the tests of a class; each begins with empty catalogues.</summary>
public sealed class GeographyBench : IAsyncLifetime
{
    internal ImportBench Bench { get; private set; } = null!;

    public async Task InitializeAsync() => Bench = await ImportBench.StartAsync();

    public async Task DisposeAsync() => await Bench.DisposeAsync();

    internal async Task EmptyAsync()
    {
        Bench.Runner = Bench.NewRunner(new ZoneImporter(new ImportOptions()), new LineImporter(new ImportOptions()));
        await Bench.ScalarAsync<int>("with z as (delete from zones), l as (delete from lines), n as (delete from nodes) select 1");
    }
}
