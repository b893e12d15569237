using GridApp.Domain.Time;

namespace GridApp.Features.Incidents;

/// <summary>The period of a filter as whole days of a clock: what a person chooses, while addresses and the API carry instants.</summary>
internal static class PeriodDays
{
    /// <summary>The day that the period begins in; null without a beginning.</summary>
    public static DateOnly? First(IncidentFilter filter, TimeZoneInfo zone) => filter.Start is { } start ? MarketDay.Of(start, zone).Date : null;

    /// <summary>The last day of which something is meant; null without an end.</summary>
    public static DateOnly? Last(IncidentFilter filter, TimeZoneInfo zone) => filter.End is { } end ? MarketDay.Of(end.AddTicks(-1), zone).Date : null;

    /// <summary>Whether both ends lie where days of this clock begin. An address may carry others.</summary>
    public static bool AreWhole(IncidentFilter filter, TimeZoneInfo zone) =>
        (filter.Start is not { } start || MarketDay.Of(start, zone).Start == start) && (filter.End is not { } end || MarketDay.Of(end.AddTicks(-1), zone).End == end);

    /// <summary>From this day on; an end that would come before it is dropped.</summary>
    public static IncidentFilter From(IncidentFilter filter, DateOnly? day, TimeZoneInfo zone)
    {
        DateTimeOffset? start = day is { } first ? MarketDay.Of(first, zone).Start : null;
        return filter with { Start = start, End = filter.End <= start ? null : filter.End };
    }

    /// <summary>Up to this day, the day itself included; a beginning that would come after it is dropped.</summary>
    public static IncidentFilter To(IncidentFilter filter, DateOnly? day, TimeZoneInfo zone)
    {
        DateTimeOffset? end = day is { } last ? MarketDay.Of(last, zone).End : null;
        return filter with { End = end, Start = filter.Start >= end ? null : filter.Start };
    }

    /// <summary>The same days on another clock. A period that is not of whole days stays where it is.</summary>
    public static IncidentFilter Move(IncidentFilter filter, TimeZoneInfo from, TimeZoneInfo to) => AreWhole(filter, from)
        ? filter with
        {
            Start = First(filter, from) is { } first ? MarketDay.Of(first, to).Start : null,
            End = Last(filter, from) is { } last ? MarketDay.Of(last, to).End : null,
        }
        : filter;
}
