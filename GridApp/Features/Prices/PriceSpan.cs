using System.Globalization;
using GridApp.Domain.Time;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Prices;

/// <summary>Days on a market's calendar, both ends shown.</summary>
public sealed record PriceSpan(DateOnly From, DateOnly To)
{
    private const string Day = "yyyy-MM-dd";

    private const int Most = PriceParameters.LongestDays - 2;

    /// <summary>How many days, at least one.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Reads an address; without any day it is the last one.</summary>
    public static PriceSpan Of(IReadOnlyDictionary<string, StringValues> query, DateOnly last)
    {
        var to = DateOf("to") ?? DateOf("from") ?? last;
        var from = DateOf("from") ?? to;
        if (from > to)
            (from, to) = (to, from);
        return to.DayNumber - from.DayNumber > Most ? new PriceSpan(to.AddDays(-Most), to) : new PriceSpan(from, to);

        DateOnly? DateOf(string name) => query.TryGetValue(name, out var text) ? Parse(text.ToString()) : null;
    }

    /// <summary>A day as an address or a date field has it; null for what is none.</summary>
    public static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 2200 ? date : null;

    public DateTimeOffset Start(TimeZoneInfo zone) => MarketDay.Of(From, zone).Start;

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset End(TimeZoneInfo zone) => MarketDay.Of(To, zone).End;

    /// <summary>Part of an address of a page.</summary>
    public string Address() => string.Create(CultureInfo.InvariantCulture, $"from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}");

    /// <summary>As the API takes it.</summary>
    public string Query(TimeZoneInfo zone) => $"start={MomentBytes.Text(Start(zone).UtcDateTime)}&end={MomentBytes.Text(End(zone).UtcDateTime)}";

    /// <summary>So many days up to the same last one.</summary>
    public PriceSpan Last(int days) => this with { From = To.AddDays(1 - days) };

    /// <summary>The span of the same length before (-1) or after (1) this one.</summary>
    public PriceSpan Moved(int by) => new(From.AddDays(by * Days), To.AddDays(by * Days));
}
