using Microsoft.Extensions.Localization;

namespace GridApp.Components;

/// <summary>A length of time in the two units that matter: "45 min", "3 h 20 min", "2 d 4 h", "41 d".</summary>
public static class Elapsed
{
    /// <summary>The length in words; a negative one reads as its opposite does.</summary>
    public static string Of(TimeSpan length, IStringLocalizer<ComponentsText> text)
    {
        // To whole minutes first, so that nothing reads "2 h 60 min".
        long minutes = (long)Math.Round(length.Duration().TotalMinutes, MidpointRounding.AwayFromZero);
        long hours = minutes / 60;
        long days = hours / 24;
        return (days, hours, minutes) switch
        {
            (_, _, 0) => text["Elapsed_None"],
            ( >= 14, _, _) => text["Elapsed_D", Display.Count(days)],
            ( > 0, _, _) => hours % 24 == 0 ? text["Elapsed_D", days] : text["Elapsed_DH", days, hours % 24],
            (_, > 0, _) => minutes % 60 == 0 ? text["Elapsed_H", hours] : text["Elapsed_HM", hours, minutes % 60],
            _ => text["Elapsed_M", minutes],
        };
    }
}
