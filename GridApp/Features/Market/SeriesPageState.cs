using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Market;

/// <summary>What a page of series shows; its address is its only home, so that reload, back and a shared link show the same.</summary>
/// <param name="Market">Whose.</param>
/// <param name="From">The first day, on the market's calendar.</param>
/// <param name="To">The last day; it is shown, too.</param>
public sealed record SeriesPageState(Domain.Markets.Market Market, DateOnly From, DateOnly To)
{
    /// <summary>Days of a month's span: as long as the longest.</summary>
    public const int Month = 31;

    /// <summary>Days of a year's span.</summary>
    public const int Year = 365;

    private const string Day = "yyyy-MM-dd";

    /// <summary>Every chart as its table.</summary>
    public bool Tables { get; init; }

    /// <summary>What generation is grouped by.</summary>
    public GenerationGrouping By { get; init; } = GenerationGrouping.Fuel;

    /// <summary>Which of the three generations is stacked.</summary>
    public GenerationColumn Value { get; init; } = GenerationColumn.Actual;

    /// <summary>How many days, at least one.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Market.TimeZone);

    /// <summary>The span's first instant.</summary>
    public DateTimeOffset Start => MarketDay.Of(From, Zone).Start;

    /// <summary>The first instant after the span.</summary>
    public DateTimeOffset End => MarketDay.Of(To, Zone).End;

    /// <summary>
    /// Reads an address. What is missing or means nothing is filled in: the simulated market, and the week up to the newest numbers or today, whichever is earlier.
    /// </summary>
    /// <param name="query">With or without its question mark.</param>
    /// <param name="newest">Start of the newest interval of each market that has any.</param>
    /// <param name="now">The present.</param>
    public static SeriesPageState Of(string query, IReadOnlyDictionary<string, DateTimeOffset> newest, DateTimeOffset now)
    {
        var asked = QueryHelpers.ParseQuery(query);
        var market = MarketCatalogue.Find(One("market")) ?? MarketCatalogue.Find("RTS")!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
        var last = MarketDay.Of(newest.TryGetValue(market.Code, out var at) && at < now ? at : now, zone).Date;
        var to = DateOf(One("to")) ?? (DateOf(One("from")) is { } begin ? begin.AddDays(6) : last);
        var from = DateOf(One("from")) ?? to.AddDays(-6);
        if (from > to)
            (from, to) = (to, from);
        if (to.DayNumber - from.DayNumber > SeriesLimits.LongestDays - 2)
            from = to.AddDays(2 - SeriesLimits.LongestDays);
        return new SeriesPageState(market, from, to)
        {
            Tables = One("view") == "table",
            By = Named(One("by"), GenerationGrouping.Fuel),
            Value = Named(One("value"), GenerationColumn.Actual),
        };

        string? One(string name) => asked.TryGetValue(name, out var value) && value.Count == 1 ? value[0] : null;
    }

    /// <summary>The address, relative to the base.</summary>
    /// <param name="page">The page's path.</param>
    public string Address(string page) => string.Create(CultureInfo.InvariantCulture, $"{page}?market={Market.Code}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}")
        + (Tables ? "&view=table" : "")
        + (By == GenerationGrouping.Fuel ? "" : "&by=" + By.ToString().ToLowerInvariant())
        + (Value == GenerationColumn.Actual ? "" : "&value=" + Value.ToString().ToLowerInvariant());

    /// <summary>The span as the API takes it.</summary>
    public string Span() => string.Create(CultureInfo.InvariantCulture, $"start={Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&end={End.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    /// <summary>So many days up to the same last one.</summary>
    public SeriesPageState Last(int days) => this with { From = To.AddDays(1 - days) };

    /// <summary>The span of the same length before (-1) or after (1) this one.</summary>
    public SeriesPageState Moved(int by) => this with { From = From.AddDays(by * Days), To = To.AddDays(by * Days) };

    private static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 2200 ? date : null;

    private static T Named<T>(string? word, T otherwise)
        where T : struct, Enum => word is not null && word.All(char.IsAsciiLetterLower) && Enum.TryParse(word, ignoreCase: true, out T value) ? value : otherwise;
}
