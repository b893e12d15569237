using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>What only a browser can show of the shell: Blazor's script, keys, theme and language.</summary>
[Collection(BrowserTests.Name)]
public sealed class ShellBehaviourTests(BrowserHost host)
{
    [Fact]
    public async Task BlazorScript_WithThisServer_ConnectsAndCallsBothWays()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/api-docs");

        // From the server to the page: the module drew the document.
        await Assertions.Expect(probe.Page.Locator(".swagger-ui .opblock").First).ToBeVisibleAsync();
        // From the page to the server and back: what is typed comes back as results.
        await probe.Page.Locator("#search").FillAsync("source");
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Option)).Not.ToHaveCountAsync(0);
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Keyboard_FromTheTop_SkipsFindsAndLeaves()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/about");
        var keys = probe.Page.Keyboard;

        await probe.Page.EvaluateAsync("() => { document.activeElement?.blur(); window.getSelection()?.removeAllRanges(); }");
        await probe.Page.Locator(".skip-link").FocusAsync();
        await Assertions.Expect(probe.Page.Locator(".skip-link")).ToBeInViewportAsync();
        await keys.PressAsync("Enter");
        Assert.Equal("content", await FocusedAsync(probe.Page));

        await keys.PressAsync("Control+k");
        Assert.Equal("search", await FocusedAsync(probe.Page));
        await keys.TypeAsync("acc");
        await Assertions.Expect(probe.Page.Locator("#search")).ToHaveAttributeAsync("aria-expanded", "true");
        await keys.PressAsync("Enter");
        await BrowserHost.ArriveAsync(probe.Page, "/account");
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Tab_FromTheDocument_MeetsTheSkipLinkFirstThenTheRail()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/about");
        await probe.Page.EvaluateAsync("() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); }");

        await probe.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip-link", await probe.Page.EvaluateAsync<string>("() => document.activeElement.className"));
        await probe.Page.Keyboard.PressAsync("Tab");
        await probe.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("dashboard", await probe.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href')"));
        Assert.Equal("1", await probe.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement.querySelector('.label')).opacity"));
    }

    [Fact]
    public async Task Phone_More_HoldsEveryOtherPage_AndGoesWhenOneIsChosen()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 390, height: 844);
        await probe.GoAsync("/about");
        Assert.Equal(4, await probe.Page.Locator(".rail .groups > ul a:visible").CountAsync());
        var more = probe.Page.Locator(".rail .more");
        await Assertions.Expect(more).ToHaveAttributeAsync("data-current", "true");

        await more.ClickAsync();
        var sheet = probe.Page.GetByRole(AriaRole.Dialog, new() { Name = "More pages" });
        await Assertions.Expect(sheet.GetByRole(AriaRole.Link, new() { Name = "About" })).ToHaveAttributeAsync("aria-current", "page");
        await probe.Page.ScreenshotAsync(new PageScreenshotOptions { Path = SourceTree.Path("artifacts/screens/more-phone-light.png") });
        Assert.Empty(await probe.AccessibilityFaultsAsync());
        await sheet.GetByRole(AriaRole.Link, new() { Name = "Plants" }).ClickAsync();
        await BrowserHost.ArriveAsync(probe.Page, "/plants");
        await Assertions.Expect(sheet).ToBeHiddenAsync();

        await more.ClickAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Theme and language" }).ClickAsync();
        await probe.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        Assert.Equal("dark", await probe.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        await probe.Page.ScreenshotAsync(new PageScreenshotOptions { Path = SourceTree.Path("artifacts/screens/more-phone-dark.png") });
        Assert.Empty(probe.Faults);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(480)]
    public async Task Rail_OnALowScreen_LosesNoPage(int height)
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1280, height: height);
        await probe.GoAsync("/about");
        var last = probe.Page.Locator(".rail .groups > ul a").Last;
        await last.FocusAsync();
        await Assertions.Expect(last).ToBeInViewportAsync(new() { Ratio = 1 });
        var box = await last.BoundingBoxAsync() ?? throw new InvalidOperationException("There is no last entry.");
        Assert.True(box.Height >= 24, $"{box.Height} px are less than a finger finds.");
        await Assertions.Expect(probe.Page.Locator(".rail .toggle")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task Theme_Chosen_ChangesAtOnceAndIsThereBeforeTheNextPaint()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/about");
        await probe.Page.Locator("header [popovertarget=preferences]").ClickAsync();
        await probe.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Dark" }).ClickAsync();

        Assert.Equal("dark", await probe.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        var html = await (await probe.Page.Context.APIRequest.GetAsync("/about")).TextAsync();
        Assert.Contains("data-theme=\"dark\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_ChosenTurkish_SpeaksTurkishOnTheSamePage()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/about?from=test");
        await probe.Page.Locator("header [popovertarget=preferences]").ClickAsync();
        await probe.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Türkçe" }).ClickAsync();
        await Assertions.Expect(probe.Page.Locator("html")).ToHaveAttributeAsync("lang", "tr");

        Assert.EndsWith("/about?from=test", probe.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(probe.Page.Locator(".connection .held")).ToHaveTextAsync("canlı");
        await Assertions.Expect(probe.Page.Locator(".rail .label").First).ToHaveTextAsync("Bugün");
    }

    [Fact]
    public async Task Language_OfTheBrowser_IsTakenWhereNothingIsChosen()
    {
        await using var probe = await host.VisitAsync(null, locale: "tr-TR");
        await probe.Page.GotoAsync("/login");

        await Assertions.Expect(probe.Page.Locator("html")).ToHaveAttributeAsync("lang", "tr");
        await Assertions.Expect(probe.Page.GetByLabel("Kullanıcı adı")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Clock_OnEveryPage_TicksInUtcAndLocal()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440);
        await probe.GoAsync("/about");

        await Assertions.Expect(probe.Page.Locator("grid-clock")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d\d:\d\d GMT\+3\d\d:\d\d:\d\dUTC$"));
    }

    [Fact]
    public async Task ServerGone_OnAnOpenPage_TheNoticeSaysSoAndThePageStays()
    {
        var second = new GridAppHost().With("Grid:SampleData", "false").On(host.App);
        await second.InitializeAsync();
        await using var probe = await host.VisitAsync(null, elsewhere: second.Address);
        await probe.Page.GotoAsync("/login?returnUrl=/about");
        await BrowserHost.LogInAsync(probe.Page, GridAppHost.Admin);
        await BrowserHost.ArriveAsync(probe.Page, "/about");
        await probe.GoAsync("/about");

        await ((IAsyncLifetime)second).DisposeAsync();

        await Assertions.Expect(probe.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await Assertions.Expect(probe.Page.Locator("#components-reconnect-modal")).ToContainTextAsync("Nothing you saved is lost");
        await Assertions.Expect(probe.Page.Locator(".connection .lost")).ToBeVisibleAsync();
        await Assertions.Expect(probe.Page.Locator("main")).ToContainTextAsync("Global Power Plant Database");
        await probe.Page.ScreenshotAsync(new PageScreenshotOptions { Path = SourceTree.Path("artifacts/screens/reconnect-light.png") });
    }

    private static async Task<string> FocusedAsync(IPage page) => await page.EvaluateAsync<string>("() => document.activeElement?.id ?? ''");
}
