using System.Collections.Frozen;
using System.Globalization;

namespace GridApp.Features.Plants;

/// <summary>Countries in the reader's language.</summary>
internal static class CountryName
{
    private static readonly FrozenDictionary<string, RegionInfo> Regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name))
        .Where(region => region.ThreeLetterISORegionName.Length == 3)
        .DistinctBy(region => region.ThreeLetterISORegionName)
        .ToFrozenDictionary(region => region.ThreeLetterISORegionName, StringComparer.Ordinal);

    /// <summary>The name of a country by its ISO 3166-1 alpha-3 code; the code itself where the name is not known.</summary>
    public static string? Of(string? code) => code is not null && Regions.TryGetValue(code, out RegionInfo? region) ? region.DisplayName : code;
}
