using System.Globalization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Jobs;

/// <summary>A schedule as people say it, for the forms that jobs here have; what is more involved is shown as it is written.</summary>
internal static class CronWords
{
    /// <param name="cron">With seconds, UTC.</param>
    public static string Of(string cron, IStringLocalizer<JobsText> text)
    {
        if (cron.Split(' ') is not ["0", var minute, var hour, "*", "*", "?"])
            return cron;
        if (hour == "*" && minute.Split('/') is ["0" or "*", var every] && Number(every) is { } minutes)
            return text["Every_Minutes", minutes];
        return Number(minute) is { } m && Number(hour) is { } h ? text["Every_Day", string.Create(CultureInfo.InvariantCulture, $"{h:00}:{m:00}")] : cron;
    }

    private static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
