using System.Globalization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Dashboard;

/// <summary>A length of time in one short word, as a dispatcher says it: 30 min, 3 h, 12 d.</summary>
internal static class ElapsedTime
{
    /// <summary>The word's key and its number. Below two hours in minutes, below two days in hours.</summary>
    public static (string Key, long Number) Of(TimeSpan time) =>
        time < TimeSpan.FromHours(2) ? ("Minutes", (long)Math.Max(0, time.TotalMinutes))
        : time < TimeSpan.FromDays(2) ? ("Hours", (long)time.TotalHours)
        : ("Days", (long)time.TotalDays);

    public static string Words(IStringLocalizer<DashboardText> text, TimeSpan time)
    {
        (string key, long number) = Of(time);
        return text[key, number.ToString("N0", CultureInfo.CurrentCulture)];
    }
}
