using System.Text.Json;
using System.Xml.Linq;
using Bunit;
using GridApp.Features.About;
using GridApp.Tests.Features.Shell;

namespace GridApp.Tests.Features.About;

public sealed class AboutTests : ShellContext
{
    /// <summary>Packages whose credit on the page goes by another name.</summary>
    private static readonly Dictionary<string, string> CreditedAs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@fontsource-variable/inter"] = "Inter",
        ["plotly.js-cartesian-dist-min"] = "plotly.js",
        ["swagger-ui-dist"] = "Swagger UI",
        ["us-atlas"] = "U.S. Atlas",
        ["world-atlas"] = "World Atlas",
        ["Microsoft.AspNetCore.Identity.EntityFrameworkCore"] = "ASP.NET Core",
        ["Microsoft.AspNetCore.OpenApi"] = "ASP.NET Core",
        ["Microsoft.EntityFrameworkCore.Design"] = "Entity Framework Core",
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = "Npgsql",
        ["OpenTelemetry.Exporter.OpenTelemetryProtocol"] = "OpenTelemetry",
        ["System.IO.Hashing"] = "ASP.NET Core",
    };

    [Fact]
    public void Page_ForAnyone_NamesEverySourceWithItsLicence()
    {
        var page = Render<AboutPage>();

        foreach (var item in Attribution.Data.Concat(Attribution.Software))
        {
            Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == item.Url && link.TextContent == item.Name);
            Assert.Contains(page.FindAll("a.licence"), link => link.GetAttribute("href") == item.LicenceUrl && link.TextContent == item.Licence);
        }

        Assert.DoesNotContain("Use_", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfTheBundledPlants_CarriesTheCreditWordForWord() =>
        Assert.Contains("World Resources Institute. 2019. Global Power Plant Database. Published on Resource Watch and Google Earth Engine.", Render<AboutPage>().Find(".credit").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Page_ForStrangers_KeepsTheVersionToItself()
    {
        Assert.DoesNotContain("Version", Render<AboutPage>().Markup, StringComparison.Ordinal);
        LogIn();
        Assert.Contains("Version", Render<AboutPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Dependencies_OfTheApp_AreAllCredited()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(SourceTree.Path("GridApp/package.json")));
        var browser = package.RootElement.GetProperty("dependencies").EnumerateObject().Select(dependency => dependency.Name);
        var server = XDocument.Load(SourceTree.Path("GridApp/GridApp.csproj")).Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!);
        var credited = Attribution.Data.Concat(Attribution.Software).Select(item => item.Name).ToList();

        Assert.DoesNotContain(browser.Concat(server), name => !credited.Any(credit => credit.Contains(CreditedAs.GetValueOrDefault(name, name), StringComparison.OrdinalIgnoreCase)));
    }
}
