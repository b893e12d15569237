using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace GridApp.Benchmarks;

/// <summary>
/// A browser in which a person would open a page: it runs already, and no debugger listens while the page comes up. A debugger that is attached to a page takes a fifth to a third of two cores from it
/// (every request and every script is reported to it), so it comes when all is over and reads what the page itself has noted (<c>performance.mark</c>). Debian's chromium, headless, software rendering, 1280 x 800.
/// </summary>
internal sealed class BareBrowser : IAsyncDisposable
{
    public const string Executable = "/usr/bin/chromium-headless-shell";

    /// <summary>How long a page is left alone before anybody looks at it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3.5);

    private readonly Process process;
    private readonly string profile;
    private readonly HttpClient devTools;
    private readonly IPlaywright playwright;
    private readonly Uri site;

    private BareBrowser(Process process, string profile, HttpClient devTools, IPlaywright playwright, Uri site)
    {
        this.process = process;
        this.profile = profile;
        this.devTools = devTools;
        this.playwright = playwright;
        this.site = site;
    }

    /// <summary>Starts it and logs the super admin in.</summary>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<BareBrowser> StartAsync(IPlaywright playwright, Uri site)
    {
        var profile = Directory.CreateTempSubdirectory("gridapp-bench-browser-").FullName;
        var process = Process.Start(new ProcessStartInfo(Executable,
        [
            "--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run", "--window-size=1280,800", "--lang=en-US", "--force-prefers-reduced-motion",
            $"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank",
        ]) { RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        // The browser writes the port that it chose here.
        var written = Path.Combine(profile, "DevToolsActivePort");
        for (var i = 0; !File.Exists(written) || new FileInfo(written).Length == 0; i++)
        {
            if (process.HasExited || i > 300)
                throw new InvalidOperationException($"{Executable} did not start.");
            await Task.Delay(50);
        }
        var port = (await File.ReadAllLinesAsync(written))[0];
        var bare = new BareBrowser(process, profile, new() { BaseAddress = new($"http://127.0.0.1:{port}") }, playwright, site);
        await bare.AttachedAsync(async browser =>
        {
            var page = browser.Contexts[0].Pages is [var first, ..] ? first : await browser.Contexts[0].NewPageAsync();
            await page.GotoAsync(new Uri(site, "/login?returnUrl=/about").ToString());
            await page.FillAsync("#login-name", "super_admin");
            await page.FillAsync("#login-password", GridServer.Password);
            await page.PressAsync("#login-password", "Enter");
            await page.WaitForSelectorAsync(".connection[data-state=live]");
            return true;
        });
        return bare;
    }

    /// <summary>Opens an address in a new tab, which gets a browser process of its own.</summary>
    /// <returns>Milliseconds from the start of the navigation to the mark.</returns>
    public async Task<double> InNewTabAsync(string path, string mark)
    {
        var tab = await NewTabAsync(path);
        await Task.Delay(Patience);
        var time = await TimeAsync(tab, mark);
        await CloseAsync(tab);
        return time;
    }

    /// <summary>Goes to an address from a page of ours that is open in the tab, as a link does.</summary>
    /// <returns>Milliseconds from the start of the navigation to the mark.</returns>
    public async Task<double> FromOurPageAsync(string from, string path, string mark)
    {
        var tab = await NewTabAsync(from);
        await Task.Delay(Patience);
        var goal = new Uri(site, path).ToString();
        await AttachedAsync(async browser =>
        {
            await (await PageOfAsync(browser, tab)).EvaluateAsync("goal => { setTimeout(() => location.assign(goal), 1500); }", goal);
            return true;
        });
        await Task.Delay(TimeSpan.FromSeconds(1.5) + Patience);
        var time = await TimeAsync(tab, mark);
        await CloseAsync(tab);
        return time;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(true);
        await process.WaitForExitAsync();
        process.Dispose();
        devTools.Dispose();
        try
        {
            Directory.Delete(profile, true);
        }
        catch (IOException)
        {
            // Its children may still be closing their files; the temporary directory is anybody's to clear.
        }
    }

    private async Task<string> NewTabAsync(string path)
    {
        using var answer = await devTools.PutAsync(new Uri($"/json/new?{Uri.EscapeDataString(new Uri(site, path).ToString())}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private async Task CloseAsync(string tab)
    {
        await devTools.GetStringAsync(new Uri($"/json/close/{tab}", UriKind.Relative));
        await Task.Delay(500);
    }

    private async Task<double> TimeAsync(string tab, string mark) => await AttachedAsync(async browser =>
    {
        var page = await PageOfAsync(browser, tab);
        var time = await page.EvaluateAsync<double?>("mark => performance.getEntriesByName(mark)[0]?.startTime ?? null", mark);
        return time ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{page.Url} did not note {mark} within {Patience.TotalSeconds:F1} s."));
    });

    private static async Task<IPage> PageOfAsync(IBrowser browser, string tab)
    {
        foreach (var page in browser.Contexts[0].Pages)
        {
            var session = await browser.Contexts[0].NewCDPSessionAsync(page);
            var info = await session.SendAsync("Target.getTargetInfo");
            if (info!.Value.GetProperty("targetInfo").GetProperty("targetId").GetString() == tab)
                return page;
        }
        throw new InvalidOperationException($"The tab {tab} is gone.");
    }

    /// <summary>Attaches, and lets go again.</summary>
    private async Task<T> AttachedAsync<T>(Func<IBrowser, Task<T>> work)
    {
        var browser = await playwright.Chromium.ConnectOverCDPAsync(devTools.BaseAddress!.ToString());
        try
        {
            return await work(browser);
        }
        finally
        {
            // Of a browser that it did not start, this only closes the connection.
            await browser.CloseAsync();
        }
    }
}
