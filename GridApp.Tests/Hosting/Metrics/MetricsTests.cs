using System.Diagnostics.Metrics;
using System.Net;
using GridApp.Hosting.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GridApp.Tests.Hosting.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void Text_EveryKindOfInstrument_HasPrometheusShape()
    {
        using var meter = new Meter("test " + Guid.NewGuid());
        var text = Render(meter, () =>
        {
            meter.CreateCounter<long>("files.read", description: "Files\nread \\ all").Add(3, new KeyValuePair<string, object?>("file.name", "a\"b\\c\nd"));
            meter.CreateCounter<double>("energy.total").Add(1.5);
            var active = meter.CreateUpDownCounter<int>("circuits.active", "{circuit}");
            active.Add(5);
            active.Add(-2);
            meter.CreateObservableGauge("load", () => 0.25, "1");
            meter.CreateHistogram("request.duration", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }).Record(0.5);
        });

        Assert.Equal("""
            # HELP circuits_active 
            # TYPE circuits_active gauge
            circuits_active 3
            # HELP energy_total 
            # TYPE energy_total counter
            energy_total 1.5
            # HELP files_read_total Files\nread \\ all
            # TYPE files_read_total counter
            files_read_total{file_name="a\"b\\c\nd"} 3
            # HELP load_ratio 
            # TYPE load_ratio gauge
            load_ratio 0.25
            # HELP request_duration_seconds 
            # TYPE request_duration_seconds histogram
            request_duration_seconds_bucket{le="0.1"} 0
            request_duration_seconds_bucket{le="1"} 1
            request_duration_seconds_bucket{le="+Inf"} 1
            request_duration_seconds_sum 0.5
            request_duration_seconds_count 1
            """, Sorted(text));
    }

    [Fact]
    public async Task Get_FromLoopback_TellsBuildDatabaseAndRequests()
    {
        await using var app = await SmallApp.StartAsync();
        // Collecting begins with the run, which this small app does not have, or with the first look.
        await app.GetAsync("/metrics");
        await app.GetAsync("/api/who");

        var response = await app.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("gridapp_build_info{runtime=\".NET", text, StringComparison.Ordinal);
        Assert.Contains("gridapp_database_up 0\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE http_server_active_requests gauge\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("the-token-of-metrics", null, HttpStatusCode.Unauthorized)]
    [InlineData("the-token-of-metrics", "Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("the-token-of-metrics", "Bearer the-token-of-metrics", HttpStatusCode.OK)]
    public async Task Get_ThroughAProxy_NeedsTheToken(string? token, string? authorization, HttpStatusCode expected)
    {
        await using var app = await SmallApp.StartAsync(settings: token is null ? [] : [("Grid:Metrics:Token", token)]);

        var response = await app.GetAsync("/metrics", [("X-Forwarded-For", "127.0.0.1"), .. authorization is null ? [] : ((string, string)[])[("Authorization", authorization)]]);

        Assert.Equal(expected, response.StatusCode);
    }

    private static string Render(Meter meter, Action measure)
    {
        var text = new PrometheusText();
        using var reader = new BaseExportingMetricReader(new Exporter(text));
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(reader).Build();
        measure();
        reader.Collect();
        return text.ToString();
    }

    private static string Sorted(string text) =>
        string.Join('\n', text.Split("# HELP ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(family => "# HELP " + family.TrimEnd('\n')));

    private sealed class Exporter(PrometheusText text) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
                text.Add(metric);
            return ExportResult.Success;
        }
    }
}
