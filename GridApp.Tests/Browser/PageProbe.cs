using System.Text.Json;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>A page that remembers what went wrong on it: errors on the console, refused by the content security policy, or asked of another host.</summary>
public sealed class PageProbe : IAsyncDisposable
{
    private readonly List<string> faults = [];

    private PageProbe(IPage page)
    {
        Page = page;
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

    /// <summary>Opens an address and waits until it is drawn and, where it is interactive, connected.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        if (await Page.Locator(".connection").CountAsync() > 0)
            await Page.Locator(".connection[data-state=live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Serious and critical findings of axe-core, one line each.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityFaultsAsync()
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(SourceTree.Path("GridApp/node_modules/axe-core/axe.min.js")));
        var json = await Page.EvaluateAsync<string>("async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations)");
        using var violations = JsonDocument.Parse(json);
        return
        [
            .. violations.RootElement.EnumerateArray()
                .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
                .SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Take(5).Select(node =>
                    $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()?.Split('\n').ElementAtOrDefault(1)?.Trim()}")),
        ];
    }

    /// <summary>Whether the document is wider than the window.</summary>
    public async Task<bool> ScrollsSidewaysAsync() =>
        await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth || [...document.querySelectorAll('main')].some(main => main.scrollWidth > main.clientWidth)");

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
