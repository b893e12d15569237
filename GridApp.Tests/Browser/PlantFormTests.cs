using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>A plant written by a person: said once, faults beside their fields, the place picked on a map.</summary>
[Collection(BrowserTests.Name)]
public sealed class PlantFormTests(BrowserHost host)
{
    [Fact]
    public async Task Administrator_WritesAPlantWithUnits_AndPicksItsPlace()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/plants/new");
        var page = probe.Page;
        await page.Locator(".place-map canvas").First.WaitForAsync();
        var save = page.GetByRole(AriaRole.Button, new() { Name = "Create plant" });
        await save.ClickAsync();
        await Assertions.Expect(page.Locator("#plant-name-note")).ToHaveTextAsync("This is missing.");

        var name = "<script>alert(1)</script> HES " + Guid.NewGuid().ToString("N")[..4];
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.Locator("#plant-capacityMw").FillAsync("200");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add unit" }).ClickAsync();
        await page.GetByLabel("Code of unit 1").FillAsync("G1");
        await page.GetByLabel("Capacity of unit 1 in MW").FillAsync("120");
        await save.ClickAsync();
        await Assertions.Expect(page.GetByText("The units do not add up")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the sum as capacity" }).ClickAsync();
        await Assertions.Expect(page.Locator("#plant-capacityMw")).ToHaveValueAsync("120");

        await page.Locator(".place-map").ClickAsync(new() { Position = new() { X = 120, Y = 120 } });
        await Assertions.Expect(page.Locator("#plant-latitude")).Not.ToHaveValueAsync("");
        await Assertions.Expect(page.Locator(".place-mark")).ToBeVisibleAsync();
        await page.Locator(".place-map").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#plant-latitude")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^3[45](\.\d+)?$"));
        await save.ClickAsync();

        await BrowserHost.ArriveAsync(page, address => System.Text.RegularExpressions.Regex.IsMatch(address.AbsolutePath, @"^/plants/\d+$"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await Assertions.Expect(page.Locator("main").GetByText("First Power").First).ToBeVisibleAsync();
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task TwoAtOnePlant_TheSecondSeesWhatChanged_AndBothChangesStay()
    {
        using var api = await host.App.AsAsync(GridAppHost.Admin);
        var created = await api.PostAsJsonAsync("/api/v1/plants", new { name = "Contested", fuel = "gas", capacityMw = 50 });
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync(string.Create(CultureInfo.InvariantCulture, $"/plants/{id}"));
        await probe.Page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        var page = probe.Page;
        await page.Locator("#plant-owner").FillAsync("Mine");
        (await api.PutAsJsonAsync($"/api/v1/plants/{id}", new { capacityMw = 60 })).EnsureSuccessStatusCode();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice.warning .facts")).ToContainTextAsync("50 → 60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save what I changed on top" }).ClickAsync();
        await BrowserHost.ArriveAsync(page, $"/plants/{id}");

        var plant = await api.GetFromJsonAsync<JsonElement>($"/api/v1/plants/{id}");
        Assert.Equal((60, "Mine"), (plant.GetProperty("capacityMw").GetDouble(), plant.GetProperty("owner").GetString()));
    }
}
