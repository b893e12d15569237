using GridApp.Hosting;

namespace GridApp.Importing.Samples;

/// <summary>Start-up work: the bundled data, unless configuration says no.</summary>
internal sealed class SampleDataStartup(SampleDataLoader loader, GridOptions options) : IStartupTask
{
    public string Progress => "Loading the bundled plants and outages.";

    public Task RunAsync(CancellationToken ct) => options.SampleData ? loader.EnsureAsync(ct) : Task.CompletedTask;
}
