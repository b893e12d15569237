using System.Globalization;
using GridApp.Components;

namespace GridApp.Tests.Features.Components;

public sealed class CountryNameTests
{
    [Theory]
    [InlineData("en-US", "USA", "United States")]
    [InlineData("en-US", "DEU", "Germany")]
    [InlineData("tr-TR", "DEU", "Almanya")]
    [InlineData("tr-TR", "TUR", "Türkiye")]
    [InlineData("tr-TR", "XYZ", "XYZ")]
    [InlineData("tr-TR", null, null)]
    public void Of_Code_IsNamedInTheReadersLanguage(string culture, string? code, string? name)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(name, CountryName.Of(code));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
