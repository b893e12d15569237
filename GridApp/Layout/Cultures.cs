using System.Globalization;

namespace GridApp.Layout;

/// <summary>The languages of the interface.</summary>
internal static class Cultures
{
    /// <summary>The cookie that keeps the choice.</summary>
    public const string Cookie = "grid-culture";

    /// <summary>The first is the default.</summary>
    public static IReadOnlyList<CultureInfo> Offered { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("tr")];

    /// <summary>The offered one that the request is answered in.</summary>
    public static CultureInfo Current => Offered.FirstOrDefault(offered => offered.TwoLetterISOLanguageName == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Offered[0];

    /// <summary>A language in its own words, as people look for it: English, Türkçe.</summary>
    public static string OwnName(CultureInfo culture) => culture.TextInfo.ToTitleCase(culture.NativeName);
}
