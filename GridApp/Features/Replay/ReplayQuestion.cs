using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using GridApp.Features.Plants;

namespace GridApp.Features.Replay;

/// <summary>What every question of the replay says: of which market, and over which span.</summary>
/// <param name="Market">The market.</param>
/// <param name="Start">The first instant.</param>
/// <param name="End">The first instant after.</param>
internal sealed record ReplayQuestion(Domain.Markets.Market Market, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Longest span: a month in which the clock goes back.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31) + TimeSpan.FromHours(1);

    /// <summary>Longer spans (more than a week in which the clock goes back) go by the hour.</summary>
    public static readonly TimeSpan Exact = TimeSpan.FromDays(7) + TimeSpan.FromHours(1);

    private const string TimeForm = "is an ISO 8601 time with its zone, such as 2026-01-15T18:00:00Z.";

    /// <summary>Whether intervals are gathered into hours.</summary>
    public bool IsCoarse => End - Start > Exact;

    /// <summary>Reads it. Without start and end it is the market's day; with one of them, the day from or to it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The present.</param>
    /// <param name="others">Parameters beside market, start and end, each of which may be given once.</param>
    public static Outcome<ReplayQuestion> Of(HttpRequest request, DateTimeOffset now, params string[] others)
    {
        string[] known = ["market", "start", "end", .. others];
        if (request.Query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.Ordinal)) is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        if (known.FirstOrDefault(key => request.Query[key].Count > 1) is { } repeated)
            return new Unreadable($"'{repeated}' may be given once.");
        if (!Moment(request, "start", out var start))
            return new Unreadable("'start' " + TimeForm);
        if (!Moment(request, "end", out var end))
            return new Unreadable("'end' " + TimeForm);
        if (request.Query["market"] is not [{ } code])
            return new Invalid("market", "Name a market; /api/v1/markets lists them.");
        if (MarketCatalogue.Find(code) is not { } market)
            return new Invalid("market", $"'{code}' is not known; /api/v1/markets lists the markets.");

        if (start is null && end is null)
        {
            var day = MarketDay.Of(now, TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone));
            (start, end) = (day.Start, day.End);
        }

        start ??= end!.Value.AddDays(-1);
        end ??= start.Value.AddDays(1);
        if (end <= start)
            return new Invalid("end", "The end lies after the start.");
        return end - start > Longest
            ? new Invalid("end", "A replay is at most 31 days and an hour long; ask for a shorter span.")
            : new ReplayQuestion(market, start.Value, end.Value);
    }

    /// <summary>The question as a person writes it into an address, and as the key of an answer.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"market={Market.Code}&start={Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF}Z&end={End.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF}Z");

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
}
