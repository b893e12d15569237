using System.Text.Json;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>A page that remembers what went wrong on it: errors on the console, refused by the content security policy, or asked of another host.</summary>
public sealed class PageProbe : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Axe = new(() => File.ReadAllTextAsync(SourceTree.Path("GridApp/node_modules/axe-core/axe.min.js")));

    private readonly List<string> faults = [];
    private readonly PageTraffic traffic;

    private PageProbe(IPage page)
    {
        Page = page;
        traffic = new PageTraffic(page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                faults.Add($"console {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add("script: " + error);
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is "http" or "https" or "ws" or "wss" && address.Host != "127.0.0.1" && address.Host != "localhost")
                faults.Add("left the host: " + request.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<string> Faults => faults;

    public static async Task<PageProbe> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return new PageProbe(page);
    }

    /// <summary>Leaves what was open for a picture of the same host (another host, or none, would be another process of the browser), and forgets what went wrong there.</summary>
    public async Task LeaveAsync()
    {
        await Page.GotoAsync("/img/grid.svg");
        faults.Clear();
    }

    /// <summary>Opens an address and waits until it is drawn: connected where it is interactive, and at rest.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        if (await Page.Locator(".connection").CountAsync() > 0)
            await Page.Locator(".connection[data-state=live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await RestAsync();
    }

    /// <summary>Waits until nothing is loaded any more and everything is painted.</summary>
    public async Task RestAsync()
    {
        await traffic.RestAsync();
        await Page.WaitForFunctionAsync("""
            () => document.fonts.status === 'loaded' && !document.querySelector('[aria-busy="true"], .skeleton') && [...document.images].every(image => image.complete)
            """);
        await Page.EvaluateAsync("() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
    }

    /// <summary>Sets the system's theme.</summary>
    /// <param name="theme">light or dark.</param>
    public Task SetThemeAsync(string theme) =>
        Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light });

    /// <summary>Turns the system's theme while a page is open, as evening does.</summary>
    public async Task TurnAsync(string theme)
    {
        await SetThemeAsync(theme);
        await Page.Locator($"html[data-theme={theme}]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await RestAsync();
    }

    /// <summary>Serious and critical findings of axe-core, one line each.</summary>
    /// <param name="colours">Only what depends on colours: the same document in another theme.</param>
    public async Task<IReadOnlyList<string>> AccessibilityFaultsAsync(bool colours = false)
    {
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
            await Page.EvaluateAsync(await Axe.Value);
        var json = await Page.EvaluateAsync<string>(
            """
            async rules => JSON.stringify((await axe.run(document, {
              resultTypes: ['violations'], preload: false, selectors: false, ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
            })).violations)
            """,
            colours ? new[] { "color-contrast", "link-in-text-block" } : null);
        using var violations = JsonDocument.Parse(json);
        return
        [
            .. violations.RootElement.EnumerateArray()
                .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
                .SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Take(5).Select(node =>
                    $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()?.Split('\n').ElementAtOrDefault(1)?.Trim()}")),
        ];
    }

    /// <summary>Whether the document, its page or the shell's bar is wider than the window.</summary>
    public async Task<bool> ScrollsSidewaysAsync() =>
        await Page.EvaluateAsync<bool>("""
            () => document.documentElement.scrollWidth > window.innerWidth
              || [...document.querySelectorAll(window.innerWidth > 640 ? 'main' : 'main, .rail, .rail > .groups')].some(part => part.scrollWidth > part.clientWidth)
            """);

    /// <summary>Whether of the page's title no more is seen than a few letters.</summary>
    public async Task<bool> CutsTheTitleAsync() =>
        await Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('header h1')].some(title => title.clientWidth < Math.min(title.scrollWidth, 120))");

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
