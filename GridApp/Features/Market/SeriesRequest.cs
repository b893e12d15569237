using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using GridApp.Features.Plants;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Market;

/// <summary>What a request for a series says: whose, when, and in which form.</summary>
/// <param name="Market">The market, where one is needed.</param>
/// <param name="Start">The first instant.</param>
/// <param name="End">The first instant after.</param>
/// <param name="IsCsv">As CSV rather than JSON.</param>
internal sealed record SeriesRequest(Domain.Markets.Market? Market, DateTimeOffset Start, DateTimeOffset End, bool IsCsv)
{
    private const string TimeForm = "is an ISO 8601 time with its zone, such as 2026-01-15T18:00:00Z.";

    /// <summary>Reads it. Without start and end it is the market's day; with one of them, the day from or to it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The present.</param>
    /// <param name="needsMarket">A market has to be named.</param>
    /// <param name="others">Parameters beside market, start, end and format.</param>
    public static Outcome<SeriesRequest> Of(HttpRequest request, DateTimeOffset now, bool needsMarket, params string[] others)
    {
        string[] known = ["start", "end", "format", .. needsMarket ? (string[])["market"] : [], .. others];
        if (request.Query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.Ordinal)) is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        if (known.FirstOrDefault(key => key is "start" or "end" or "format" && request.Query[key].Count > 1) is { } repeated)
            return new Unreadable($"'{repeated}' may be given once.");
        if (!Moment(request, "start", out var start))
            return new Unreadable("'start' " + TimeForm);
        if (!Moment(request, "end", out var end))
            return new Unreadable("'end' " + TimeForm);

        Domain.Markets.Market? market = null;
        if (needsMarket)
        {
            if (request.Query["market"] is not [{ } code])
                return new Invalid("market", request.Query["market"].Count > 1 ? "Name one market." : "Name a market; /api/v1/markets lists them.");
            market = MarketCatalogue.Find(code);
            if (market is null)
                return new Invalid("market", $"'{code}' is not known; /api/v1/markets lists the markets.");
        }

        var isCsv = AsksForCsv(request);
        if (request.Query["format"] is [{ } format])
        {
            if (format is not ("json" or "csv"))
                return new Invalid("format", "The format is json or csv; without it the Accept header decides.");
            isCsv = format == "csv";
        }

        if (start is null && end is null)
        {
            var day = MarketDay.Of(now, market is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone));
            (start, end) = (day.Start, day.End);
        }

        start ??= end!.Value.AddDays(-1);
        end ??= start.Value.AddDays(1);
        return SeriesLimits.Check(start.Value, end.Value) is { } fault ? fault : new SeriesRequest(market, start.Value, end.Value, isCsv);
    }

    /// <summary>A whole number that may be given once; null without it.</summary>
    public static bool Number(HttpRequest request, string name, out int? number)
    {
        number = null;
        var values = request.Query[name];
        if (values.Count == 0)
            return true;
        if (values.Count > 1 || !int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            return false;
        number = parsed;
        return true;
    }

    private static bool Moment(HttpRequest request, string name, out DateTimeOffset? moment)
    {
        moment = null;
        if (request.Query[name] is not [{ } text])
            return true;
        // Far from both ends of the calendar, so that days can be added.
        if (!MomentText.TryParse(text, out var parsed) || parsed.Year is < 2 or > 9997)
            return false;
        moment = parsed;
        return true;
    }

    private static bool AsksForCsv(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept.OfType<string>().ToList(), out var types))
            return false;
        foreach (var type in types.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            switch (type.MediaType.Value?.ToLowerInvariant())
            {
                case "text/csv": return true;
                case "application/json" or "application/*" or "*/*": return false;
            }
        }

        return false;
    }
}
