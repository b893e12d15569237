using System.Globalization;
using Bunit;
using GridApp.Domain.Organizations;
using GridApp.Features.Imports;
using GridApp.Live;
using GridApp.Tests.Importing.Undo;
using GridApp.Tests.Live;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Imports;

/// <summary>The button that takes an import back: it says first what goes, and afterwards who did it.</summary>
public sealed class UndoOnThePageTests : BunitContext, IClassFixture<UndoBench>
{
    private const string Plants = "code,name,primary_fuel,capacity_mw,latitude,longitude\n";
    private readonly UndoBench bench;

    public UndoOnThePageTests(UndoBench bench)
    {
        this.bench = bench;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        Services.AddLocalization();
        Services.AddSingleton(bench.Room.Database);
        Services.AddSingleton(bench.Room.Backlog);
        Services.AddSingleton(bench.Undo);
        Services.AddSingleton<ILiveBus>(QuietBus.Make());
        Services.AddImports();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Undo_SaysWhatGoes_AsksOnce_AndThenWhoDidIt()
    {
        await bench.SendAsync("plants", Plants + "PA,Keban,Hydro,1330,38.8,38.75\n");
        var id = await bench.SendAsync("plants", Plants + "PA,Keban II,Hydro,1330,38.8,38.75\nPB,New,Gas,1,1,1\nPC,Newer,Gas,1,1,1\n");
        var page = Page(id, Roles.SuperAdmin);
        await page.Find(".undo").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["2 plants go", "1 plant gets its earlier values back"], page.FindAll(".gone li").Select(line => line.TextContent)));
        Assert.Empty(page.FindAll(".undo"));
        await page.FindAll("[role=alert] .button")[1].ClickAsync(new());
        Assert.Empty(page.FindAll("[role=alert]"));

        await page.Find(".undo").ClickAsync(new());
        await page.WaitForElement("[role=alert] .button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Undone", page.Find(".state").TextContent));
        Assert.Contains("somebody", page.FindAll("dt").Single(term => term.TextContent == "Undone").NextElementSibling!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Keban", (await bench.Room.PlantAsync("PA")).Name);
        Assert.Empty(page.FindAll(".undo, [role=alert]"));

        var list = Render<ImportsPage>();
        list.WaitForAssertion(() => Assert.Contains("· somebody", list.Find($"a[href$='imports/{id}']").Closest("tr")!.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undo_OfWhatSomethingBuildsOn_SaysWhat()
    {
        var id = await bench.SendAsync("plants", Plants + "PD,Keban,Hydro,1330,38.8,38.75\n");
        var later = await bench.SendAsync("plants", Plants + "PD,Keban II,Hydro,1330,38.8,38.75\n");
        var page = Page(id, Roles.SuperAdmin);
        await page.Find(".undo").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains($"Import {later} wrote over values of this one: undo that first.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".gone"));
    }

    private IRenderedComponent<ImportPage> Page(int id, string role)
    {
        AddAuthorization().SetAuthorized("somebody").SetRoles(role);
        var page = Render<ImportPage>(parameters => parameters.Add(one => one.Id, id));
        page.WaitForElement(".figures", TimeSpan.FromSeconds(10));
        return page;
    }
}
