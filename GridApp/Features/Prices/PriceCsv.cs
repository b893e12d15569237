using System.Globalization;
using System.Text;

namespace GridApp.Features.Prices;

/// <summary>What the CSV files of prices have in common.</summary>
internal static class PriceCsv
{
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>Lines that begin with <c># </c> and say what the file is.</summary>
    public static void Preamble(StringBuilder text, string title, bool simulated, string filter, DateTime start, DateTime end, string timeZones, string units, string sources, DateTimeOffset now)
    {
        Comment($"GridApp, {title}{(simulated ? " (simulated)" : "")}");
        Comment($"exported: {MomentBytes.Text(now.UtcDateTime)} (UTC)");
        Comment("filter: " + filter);
        Comment($"span: {MomentBytes.Text(start)} until before {MomentBytes.Text(end)} (UTC)");
        Comment("at_utc and at_local are the start of an interval");
        Comment("time zone of at_local: " + timeZones);
        Comment("unit of the prices: " + units);
        Comment("source: " + sources);

        void Comment(string line) => text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append("\r\n");
    }

    /// <summary>A moment on a market's clock, with its offset.</summary>
    public static string Local(DateTime at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(at, TimeSpan.Zero), zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static PooledBuffer Bytes(StringBuilder text)
    {
        var buffer = new PooledBuffer(text.Length + 1024);
        foreach (var chunk in text.GetChunks())
            buffer.Advance(Encoding.UTF8.GetBytes(chunk.Span, buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(chunk.Length))));
        return buffer;
    }

    /// <summary>Says that an answer is a file.</summary>
    public static void Attach(HttpContext context, string name, DateTime start, DateTime end) => context.Response.Headers.ContentDisposition =
        string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{name}-{start:yyyyMMdd'T'HHmm'Z'}-{end:yyyyMMdd'T'HHmm'Z'}.csv\"");
}
