using System.Globalization;
using System.Text.Json;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>The report's form in a real browser: what it says beside its fields, and what becomes of what was typed when the page or the line is gone.</summary>
[Collection(BrowserTests.Name)]
public sealed class IncidentFormTests(BrowserHost host)
{
    private static string Plant(int id) => string.Create(CultureInfo.InvariantCulture, $"/plants/{id}");

    private static async Task<ILocator> OpenAsync(PageProbe probe, string address)
    {
        await probe.GoAsync(address);
        await probe.Page.GetByRole(AriaRole.Button, new() { Name = "Report incident" }).ClickAsync();
        var drawer = probe.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(drawer.Locator("#incident-mw")).ToBeVisibleAsync();
        return drawer;
    }

    private static Task SendAsync(ILocator drawer) => drawer.GetByRole(AriaRole.Button, new() { Name = "Report incident" }).ClickAsync();

    /// <summary>Incidents of the plant that the caller's organization reported for this reason.</summary>
    private async Task<int> CountAsync(int plant, string reason)
    {
        using var admin = await host.App.AsAsync(GridAppHost.Admin);
        using var found = JsonDocument.Parse(await admin.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/incidents?plantId={plant}&q={Uri.EscapeDataString(reason)}")));
        return found.RootElement.GetProperty("features").GetArrayLength();
    }

    [Fact]
    public async Task Form_SaysBesideItsFields_WhatIsLeft_WhatOverlaps_WhatIsRefused_AndWhichHourIsMeant()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        var drawer = await OpenAsync(probe, Plant(host.BusyPlant));
        await Assertions.Expect(drawer.Locator("#incident-room")).ToContainTextAsync("of 1,320 MW are left beside what is out already");
        await Assertions.Expect(drawer.Locator(".overlaps")).ToContainTextAsync("Forced outage, 655 MW");

        // Refused beside the field; what is right stays.
        await drawer.Locator("#incident-reason").FillAsync("Refused once");
        await drawer.Locator("#incident-mw").FillAsync("1400");
        await SendAsync(drawer);
        await Assertions.Expect(drawer.Locator("#incident-mw-note")).ToHaveTextAsync("There are 1,320 MW; no more can be out.");
        await drawer.Locator("#incident-mw").FillAsync("1300");
        await SendAsync(drawer);
        await Assertions.Expect(drawer.Locator("#incident-mw-note")).ToContainTextAsync("MW are left from");
        await Assertions.Expect(drawer.Locator("#incident-reason")).ToHaveValueAsync("Refused once");

        // Istanbul's clock skipped an hour in 2016 and repeated one in 2015.
        await drawer.Locator("#incident-start").FillAsync("2016-03-27T03:30");
        await drawer.Locator("#incident-start").BlurAsync();
        await Assertions.Expect(drawer.Locator("#incident-start-note")).ToContainTextAsync("this time did not exist");
        await drawer.Locator("#incident-start").FillAsync("2015-11-08T03:30");
        await drawer.Locator("#incident-start").BlurAsync();
        await Assertions.Expect(drawer.Locator("#incident-start-note")).ToContainTextAsync("this time came twice");
        var second = drawer.GetByRole(AriaRole.Button, new() { Name = "The second, UTC+02:00" });
        await second.ClickAsync();
        await Assertions.Expect(second).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(drawer.Locator("#incident-start-note")).ToHaveTextAsync("Now, when left empty.");

        await probe.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(drawer).ToBeHiddenAsync();
        Assert.Equal(0, await CountAsync(host.BusyPlant, "Refused once"));
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Draft_TypedBeforeAReload_IsThereAgain_AndNotElsewhere()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        var drawer = await OpenAsync(probe, Plant(host.OwnPlant));
        await drawer.GetByText("Derate", new() { Exact = true }).ClickAsync();
        await drawer.Locator("#incident-mw").FillAsync("21.5");
        await drawer.Locator("#incident-description").FillAsync("Typed before the reload,\nin two lines");

        await probe.Page.ReloadAsync();
        await Assertions.Expect(drawer.Locator("#incident-mw")).ToHaveValueAsync("21.5");
        await Assertions.Expect(drawer.Locator("#incident-description")).ToHaveValueAsync("Typed before the reload,\nin two lines");
        await Assertions.Expect(drawer.Locator("input[type=radio]:checked")).ToHaveValueAsync("derate");

        await probe.GoAsync(Plant(host.BusyPlant));
        await Assertions.Expect(drawer).ToHaveCountAsync(0);
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Report_TypedWhileTheLineIsDead_GoesOutWhenItIsBack()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await using var line = await CutLine.ThroughAsync(probe.Page);
        var drawer = await OpenAsync(probe, Plant(host.OwnPlant));
        await line.CutAsync();
        await Assertions.Expect(probe.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await drawer.Locator("#incident-mw").FillAsync("14");
        await drawer.Locator("#incident-reason").FillAsync("Typed without a line");

        line.Mend();
        await probe.Page.EvaluateAsync("() => Blazor.reconnect()");
        await Assertions.Expect(probe.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await Assertions.Expect(drawer.Locator("#incident-reason")).ToHaveValueAsync("Typed without a line");
        await SendAsync(drawer);
        await Assertions.Expect(drawer).ToBeHiddenAsync();
        Assert.Equal(1, await CountAsync(host.OwnPlant, "Typed without a line"));
    }

    [Fact]
    public async Task Report_WhoseAnswerNeverCame_IsSentAgainAfterAReload_AndThereOnce()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await using var line = await CutLine.ThroughAsync(probe.Page);
        var drawer = await OpenAsync(probe, Plant(host.OwnPlant));
        await drawer.Locator("#incident-mw").FillAsync("15");
        await drawer.Locator("#incident-reason").FillAsync("Answer never came");
        line.DeafenWithTheReply();
        await SendAsync(drawer);
        for (int i = 0; await CountAsync(host.OwnPlant, "Answer never came") == 0; i++)
        {
            Assert.True(i < 100, "The report did not reach the server.");
            await Task.Delay(100);
        }

        // Nobody told the page, so it still has what was typed, and the number under which it was sent.
        line.Mend();
        await probe.Page.ReloadAsync();
        await Assertions.Expect(drawer.Locator("#incident-reason")).ToHaveValueAsync("Answer never came");
        await SendAsync(drawer);
        await Assertions.Expect(drawer).ToBeHiddenAsync();
        Assert.Equal(1, await CountAsync(host.OwnPlant, "Answer never came"));
    }

    [Fact]
    public async Task Incident_Corrected_ShowsWhatChangedInItsHistory()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync(string.Create(CultureInfo.InvariantCulture, $"/incidents/{host.Incident}"));
        await probe.Page.GetByRole(AriaRole.Button, new() { Name = "Correct" }).ClickAsync();
        var drawer = probe.Page.GetByRole(AriaRole.Dialog);
        await drawer.Locator("#incident-cause").FillAsync("1060");
        await drawer.Locator("#incident-description").FillAsync("Third tube from the left");

        // Typed letters are there again here, too.
        await probe.Page.ReloadAsync();
        await Assertions.Expect(drawer.Locator("#incident-description")).ToHaveValueAsync("Third tube from the left");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }).ClickAsync();
        await Assertions.Expect(drawer).ToBeHiddenAsync();
        await Assertions.Expect(probe.Page.Locator(".steps > li").First).ToContainTextAsync("changed it.");
        await Assertions.Expect(probe.Page.Locator(".steps > li").First.Locator(".differences")).ToContainTextAsync("1060");
        Assert.Empty(probe.Faults);
    }
}
