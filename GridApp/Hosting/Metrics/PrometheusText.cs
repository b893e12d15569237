using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GridApp.Hosting.Metrics;

/// <summary>Writes OpenTelemetry metrics in Prometheus' text format 0.0.4, with Prometheus' names: units spelled out, counters ending in <c>_total</c>.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private readonly StringBuilder text = new();
    private readonly HashSet<string> described = new(StringComparer.Ordinal);

    /// <summary>Adds all series of one metric. Exponential histograms have no form in this format and are left out.</summary>
    public void Add(Metric metric)
    {
        // A sum that can fall (an up-down counter) is a gauge to Prometheus; only one that cannot is a counter.
        var (type, read) = Shape(metric.MetricType);
        if (type is null)
            return;
        var name = Name(metric.Name, metric.Unit, type);
        if (described.Add(name))
            text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description, quotes: false)).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point.Tags);
            if (read is null)
                Histogram(name, labels, point);
            else
                Line(name, labels, read(point));
        }
    }

    public override string ToString() => text.ToString();

    /// <summary>A metric's name as Prometheus wants it: <c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>.</summary>
    internal static string Name(string name, string unit, string type)
    {
        var result = new StringBuilder(Identifier(name, colons: true));
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "MW" => "_megawatts",
            "1" when type == "gauge" => "_ratio",
            _ => "",
        };
        var total = type == "counter";
        if (total && name.EndsWith("total", StringComparison.Ordinal))
            total = false;
        if (suffix.Length > 0 && !result.ToString().EndsWith(suffix, StringComparison.Ordinal))
            result.Append(suffix);
        return total ? result.Append("_total").ToString() : result.ToString();
    }

    /// <summary>Backslashes and line ends are escaped everywhere, quotation marks in label values.</summary>
    internal static string Escape(string? value, bool quotes)
    {
        var escaped = (value ?? "").Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static (string? Type, Func<MetricPoint, double>? Read) Shape(MetricType type) => type switch
    {
        MetricType.LongSum => ("counter", p => p.GetSumLong()),
        MetricType.DoubleSum => ("counter", p => p.GetSumDouble()),
        MetricType.LongSumNonMonotonic => ("gauge", p => p.GetSumLong()),
        MetricType.DoubleSumNonMonotonic => ("gauge", p => p.GetSumDouble()),
        MetricType.LongGauge => ("gauge", p => p.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => ("gauge", p => p.GetGaugeLastValueDouble()),
        MetricType.Histogram => ("histogram", null),
        _ => (null, null),
    };

    private void Histogram(string name, string labels, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Line(name + "_bucket", Join(labels, $"le=\"{Number(bucket.ExplicitBound)}\""), below);
        }
        Line(name + "_sum", labels, point.GetHistogramSum());
        Line(name + "_count", labels, point.GetHistogramCount());
    }

    private void Line(string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Labels(ReadOnlyTagCollection tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var name = Identifier(key, colons: false);
            var said = Convert.ToString(value, CultureInfo.InvariantCulture);
            // Two keys may become one name; both values are kept.
            labels[name] = labels.TryGetValue(name, out var other) ? other + ";" + said : said ?? "";
        }
        return string.Join(',', labels.Select(label => $"{label.Key}=\"{Escape(label.Value, quotes: true)}\""));
    }

    private static string Join(string labels, string label) => labels.Length == 0 ? label : labels + "," + label;

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Identifier(string text, bool colons)
    {
        var clean = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (colons && c == ':') ? c : '_'));
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
