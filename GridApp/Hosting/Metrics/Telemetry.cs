using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace GridApp.Hosting.Metrics;

/// <summary>
/// Collects metrics while the process runs: for <c>/metrics</c> always, and with traces for an OpenTelemetry collector when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    private const int CollectMilliseconds = 5000;
    private static readonly string[] Meters =
    [
        GridMeter.Name, GridMeter.Name + ".*", "Npgsql", "System.Runtime",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Authentication", "Microsoft.AspNetCore.Authorization",
        "Microsoft.AspNetCore.Identity", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Lifecycle",
        "Microsoft.AspNetCore.Components.Server.Circuits",
    ];

    private readonly Lock turn = new();
    private readonly TextExporter exporter = new();
    private readonly BaseExportingMetricReader reader;
    private readonly MeterProvider metrics;
    private readonly TracerProvider? traces;

    // The meter is named so that it exists as soon as anything is collected.
    public Telemetry(IConfiguration configuration, GridMeter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        reader = new BaseExportingMetricReader(exporter);
        var builder = Sdk.CreateMeterProviderBuilder().AddMeter(Meters).AddReader(reader);
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.AddOtlpExporter();
            traces = Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore", "Npgsql", GridMeter.Name).AddOtlpExporter().Build();
        }
        metrics = builder.Build();
    }

    /// <summary>Everything as it is now, in Prometheus' text format.</summary>
    public string Collect()
    {
        lock (turn)
        {
            reader.Collect(CollectMilliseconds);
            return exporter.Text;
        }
    }

    public void Dispose()
    {
        metrics.Dispose();
        traces?.Dispose();
        reader.Dispose();
        exporter.Dispose();
    }

    private sealed class TextExporter : BaseExporter<Metric>
    {
        public string Text { get; private set; } = "";

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var text = new PrometheusText();
            foreach (var metric in batch)
                text.Add(metric);
            Text = text.ToString();
            return ExportResult.Success;
        }
    }
}
