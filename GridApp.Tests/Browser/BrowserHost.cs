using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>The whole app on Kestrel, and one Chromium that visits it as different people.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "xunit disposes it through IAsyncLifetime.")]
public sealed class BrowserHost : IAsyncLifetime
{
    private readonly EmptyHost app = new();
    /// <summary>One of each kind that a page shows differently: large, small, without a place, with a name that is no markup.</summary>
    private static readonly object[] SomePlants =
    [
        new { code = "TR-ATA", name = "Atatürk Barajı ve HES", fuel = "hydro", capacityMw = 2405, longitude = 38.318, latitude = 37.482, market = "EPIAS", country = "TUR" },
        new { code = "US-PAL", name = "Palo Verde", fuel = "nuclear", capacityMw = 3937, longitude = -112.865, latitude = 33.388, country = "USA" },
        new { code = "US-SOL", name = "Topaz Solar Farm", fuel = "solar", capacityMw = 586.8, longitude = -120.07, latitude = 35.38, market = "CAISO", country = "USA" },
        new { code = "DE-WIN", name = "Windpark <b>Nord</b>", fuel = "wind", capacityMw = 48.3, longitude = 8.2, latitude = 54.1, country = "DEU" },
        new { code = "GB-GAS", name = "Pembroke", fuel = "gas", capacityMw = 2180, longitude = -4.99, latitude = 51.68, market = "GB", country = "GBR" },
        new { code = "NO-WHERE", name = "Nowhere in particular", fuel = "unknown", capacityMw = 0 },
    ];

    private readonly Dictionary<string, string> sessions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim loggingIn = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The app that is visited.</summary>
    public GridAppHost App => app;

    public async Task InitializeAsync()
    {
        await app.InitializeAsync();
        await AddSomePlantsAsync();
        playwright = await Playwright.CreateAsync();
        // Machines that build and test at once are slow; what is right is fast all the same.
        Assertions.SetDefaultExpectTimeout(15_000);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GRID_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        loggingIn.Dispose();
        await ((IAsyncLifetime)app).DisposeAsync();
    }

    /// <summary>A fresh page of a fresh browser profile.</summary>
    /// <param name="userName">Who is logged in already; null for a stranger.</param>
    /// <param name="theme">light or dark.</param>
    /// <param name="width">390 for a phone.</param>
    public async Task<PageProbe> VisitAsync(string? userName, string theme = "light", int width = 1280, int height = 800, string locale = "en-US", Uri? elsewhere = null)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (elsewhere ?? app.Address).ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = locale,
            TimezoneId = "Europe/Istanbul",
            StorageState = userName is null ? null : await SessionAsync(userName),
        });
        return await PageProbe.OpenAsync(context);
    }

    /// <summary>Fills the login form and sends it.</summary>
    public static async Task LogInAsync(IPage page, string userName, string password = GridAppHost.Password)
    {
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log in" }).ClickAsync();
    }

    /// <summary>Waits until the page is at this path, whatever its query.</summary>
    public static async Task ArriveAsync(IPage page, string path)
    {
        // Polled: an enhanced navigation changes the address without a load that one could wait for.
        for (var i = 0; new Uri(page.Url).AbsolutePath != path; i++)
        {
            if (i == 300)
                Assert.Fail($"Still at {page.Url}, which says: {await page.Locator("main").InnerTextAsync()}");
            await Task.Delay(100);
        }
    }

    private async Task AddSomePlantsAsync()
    {
        using var client = await app.AsAsync(GridAppHost.SuperAdmin);
        foreach (var plant in SomePlants)
            (await client.PostAsJsonAsync("/api/v1/plants", plant)).EnsureSuccessStatusCode();
    }

    private async Task<string> SessionAsync(string userName)
    {
        await loggingIn.WaitAsync();
        try
        {
            if (!sessions.TryGetValue(userName, out var session))
            {
                await using var probe = await VisitAsync(null);
                await probe.Page.GotoAsync("/login?returnUrl=/about");
                await LogInAsync(probe.Page, userName);
                await ArriveAsync(probe.Page, "/about");
                sessions[userName] = session = await probe.Page.Context.StorageStateAsync();
            }

            return session;
        }
        finally
        {
            loggingIn.Release();
        }
    }
}

/// <summary>One host and one browser for all browser tests. They run alone: what a person waits for must not depend on what else is tested.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<BrowserHost>
{
    public const string Name = "browser";
}
