using System.Globalization;
using System.Text;
using GridApp.Components;
using GridApp.Domain;
using GridApp.Hosting;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Market;

/// <summary>
/// A series as CSV, whole: read and written piece by piece, however long it is. Lines that begin with <c># </c> come first and say what the file is.
/// </summary>
/// <param name="name">What it is, for the file's name.</param>
/// <param name="title">What it is, for a person.</param>
/// <param name="request">What was asked for.</param>
/// <param name="now">Time of export.</param>
/// <param name="filter">What chose the values, for a person.</param>
/// <param name="piece">Reads a part of the span.</param>
/// <param name="header">Names of the columns after the times, with units, of the first piece.</param>
/// <param name="rows">A piece's rows: the time, and the cells after it.</param>
internal sealed class SeriesCsv<T>(
    string name, string title, SeriesRequest request, DateTimeOffset now, string filter,
    Func<DateTimeOffset, DateTimeOffset, Task<Outcome<T>>> piece, Func<T, string> header, Func<T, IEnumerable<(DateTime At, string Cells)>> rows) : IResult
    where T : SeriesHead
{
    private static readonly TimeSpan ShortestPiece = TimeSpan.FromHours(1);

    /// <summary>As long as a piece may be without having too many points; found on the way.</summary>
    private TimeSpan length = TimeSpan.FromDays(92);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (read, end) = await ReadAsync(request.Start);
        if (read.Failure is { } failure)
        {
            await Problems.WriteAsync(httpContext, failure.ToProblemDetails());
            return;
        }

        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Accept;
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"{name}-{request.Start.UtcDateTime:yyyyMMdd'T'HHmm'Z'}-{request.End.UtcDateTime:yyyyMMdd'T'HHmm'Z'}.csv\"");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(read.Value.TimeZone);
        var text = new StringBuilder();
        Preamble(text, read.Value);
        text.Append("at_utc,at_local,").Append(header(read.Value)).Append("\r\n");
        while (true)
        {
            foreach (var (at, cells) in rows(read.Value))
            {
                text.Append(Moment(at)).Append(',').Append(Local(at, zone)).Append(',').Append(cells).Append("\r\n");
                if (text.Length > 1 << 16)
                    await FlushAsync(response, text, httpContext.RequestAborted);
            }

            await FlushAsync(response, text, httpContext.RequestAborted);
            if (end >= request.End)
                return;
            (read, end) = await ReadAsync(end);
            if (read.Failure is { } later)
                throw new InvalidOperationException(later.Sentence);
        }
    }

    private static async Task FlushAsync(HttpResponse response, StringBuilder text, CancellationToken cancellation)
    {
        foreach (var chunk in text.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, response.BodyWriter);
        text.Clear();
        await response.BodyWriter.FlushAsync(cancellation);
    }

    /// <summary>The piece that begins here, and where it ends.</summary>
    private async Task<(Outcome<T> Read, DateTimeOffset End)> ReadAsync(DateTimeOffset start)
    {
        while (true)
        {
            var end = request.End - start > length ? start + length : request.End;
            var read = await piece(start, end);
            if (!ReferenceEquals(read.Failure, SeriesLimits.TooManyPoints) || length <= ShortestPiece)
                return (read, end);
            length = (end - start) / 4;
        }
    }

    private void Preamble(StringBuilder text, T series)
    {
        Comment($"GridApp, {title}{(series.Simulated ? " (simulated)" : "")}");
        Comment($"exported: {Moment(now.UtcDateTime)} (UTC)");
        Comment($"filter: {filter}");
        Comment($"span: {Moment(request.Start.UtcDateTime)} until before {Moment(request.End.UtcDateTime)} (UTC)");
        Comment($"time zone of at_local: {series.TimeZone}; at_utc and at_local are the start of an interval");
        Comment($"unit: {series.Unit}");
        Comment($"source: {SeriesSource.Of(series.Market, series.Simulated, isEmpty: false)}");

        void Comment(string line) => text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append("\r\n");
    }

    private static string Moment(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Local(DateTime at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(at, TimeSpan.Zero), zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>Cells of one row.</summary>
internal static class SeriesCells
{
    public static string Of(params ReadOnlySpan<double?> numbers)
    {
        var text = new StringBuilder();
        for (var i = 0; i < numbers.Length; i++)
            text.Append(i > 0 ? "," : "").Append(CsvCell.Number(numbers[i]));
        return text.ToString();
    }
}
