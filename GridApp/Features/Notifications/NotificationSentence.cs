using System.Globalization;
using GridApp.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Notifications;

/// <summary>News in words: "Forced outage at Delta Energy Center: 655 of 880 MW out since 14:05", on the market's clock.</summary>
internal static class NotificationSentence
{
    /// <param name="now">Decides whether a time needs its day.</param>
    public static string Of(NotificationItem item, IStringLocalizer<NotificationsText> text, DateTimeOffset now)
    {
        if (item.Price is { } price)
            return text[price.Hits > 1 ? "Kind_price_more" : "Kind_price", price.Rule, price.Node, Display.Number(price.Value, 2), price.Unit, Clock(price.At, Zone(price.TimeZone), now), Display.Count(price.Hits - 1), price.Kind];
        if (item.Notice is not { } notice)
            return text["Kind_other", ""];
        string name = notice.Unit is null ? notice.Name : text["Unit", notice.Name, notice.Unit];
        TimeZoneInfo zone = Zone(notice.TimeZone);
        (string key, DateTimeOffset at) = item.Kind switch
        {
            "incident.reported" => (notice.Start > item.At ? "Kind_scheduled" : "Kind_reported", notice.Start),
            "incident.changed" => ("Kind_changed", notice.Start),
            "incident.finished" => ("Kind_finished", notice.End ?? item.At),
            "incident.extended" => (notice.ExpectedEnd is null ? "Kind_extended_open" : "Kind_extended", notice.ExpectedEnd ?? item.At),
            "incident.restored" => ("Kind_restored", notice.Start),
            "incident.cancelled" => ("Kind_cancelled", notice.Start),
            "simulated.failed" => (notice.More > 0 ? "Kind_failed_more" : "Kind_failed", notice.Start),
            "simulated.returned" => (notice.More > 0 ? "Kind_returned_more" : "Kind_returned", notice.End ?? item.At),
            _ => ("", item.At),
        };
        if (key.Length == 0)
            return text["Kind_other", name];
        return text[key, text["Type_" + notice.Type], name, Display.Megawatts(notice.AffectedMw), Display.Megawatts(notice.CapacityMw), Clock(at, zone, now),
            Display.Count(notice.More), Display.Megawatts(notice.AllMw ?? notice.AffectedMw)];
    }

    private static TimeZoneInfo Zone(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? known) ? known : TimeZoneInfo.Utc;

    /// <summary>14:05 today, 20 Nov 14:05 on another day; with the year when that is another one.</summary>
    internal static string Clock(DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now)
    {
        DateTime wall = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        DateTime today = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        string shown = wall.ToString(wall.Date == today.Date ? "HH:mm" : wall.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
        return ReferenceEquals(zone, TimeZoneInfo.Utc) ? shown + " UTC" : shown;
    }
}
