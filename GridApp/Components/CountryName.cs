using System.Collections.Frozen;
using System.Globalization;

namespace GridApp.Components;

/// <summary>Countries in the reader's language.</summary>
public static class CountryName
{
    private static readonly FrozenDictionary<string, string> TwoLetters = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name))
        .Where(region => region.ThreeLetterISORegionName.Length == 3 && region.TwoLetterISORegionName.Length == 2)
        .DistinctBy(region => region.ThreeLetterISORegionName)
        .ToFrozenDictionary(region => region.ThreeLetterISORegionName, region => region.TwoLetterISORegionName, StringComparer.Ordinal);

    /// <summary>The name of a country by its ISO 3166-1 alpha-3 code; the code itself where the name is not known.</summary>
    public static string? Of(string? code)
    {
        if (code is null || !TwoLetters.TryGetValue(code, out string? two))
            return code;

        // A region is named natively in the language it is asked in; DisplayName follows the region's own language instead of the reader's.
        return new RegionInfo($"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}-{two}").NativeName;
    }
}
