using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.InteropServices;
using GridApp.Hosting.Health;

namespace GridApp.Hosting.Metrics;

/// <summary>What this application says of itself beside the framework's own metrics.</summary>
internal sealed class GridMeter : IDisposable
{
    public const string Name = "GridApp";
    private readonly Meter meter;

    public GridMeter(IMeterFactory factory, StartupState startup, DatabaseProbe database)
    {
        meter = factory.Create(Name);
        var build = new KeyValuePair<string, object?>[]
        {
            new("version", Version),
            new("runtime", RuntimeInformation.FrameworkDescription),
        };
        meter.CreateObservableGauge("gridapp.build.info", () => new Measurement<int>(1, build), description: "Always 1; the labels tell which build runs.");
        meter.CreateObservableGauge("gridapp.ready", () => startup.IsDone ? 1 : 0, description: "1 once migrations and sample data are in.");
        meter.CreateObservableGauge("gridapp.database.up", () => database.LastAnswer ? 1 : 0, description: "1 while the database answers.");
    }

    private static string Version =>
        typeof(GridMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public void Dispose() => meter.Dispose();
}
