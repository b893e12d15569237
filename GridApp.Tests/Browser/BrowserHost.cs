using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;
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

    private readonly Dictionary<(Uri? App, string UserName), string> sessions = [];
    private readonly SemaphoreSlim loggingIn = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A plant of the admin's own organization, that nothing is out of until a test says so.</summary>
    public int OwnPlant { get; private set; }

    /// <summary>A plant of the admin's own organization that has incidents: 655 of its 1,320 MW are out.</summary>
    public int BusyPlant { get; private set; }

    /// <summary>A forced outage that lasts, with neighbours and a story.</summary>
    public int Incident { get; private set; }

    /// <summary>A node that has prices and neighbours.</summary>
    public int Node { get; private set; }

    /// <summary>A person of the admin's organization.</summary>
    public int Analyst { get; private set; }

    /// <summary>The app that is visited.</summary>
    public EmptyHost App => app;

    public async Task InitializeAsync()
    {
        await app.InitializeAsync();
        await AddSomePlantsAsync();
        await using (var session = await app.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System))
        await using (var command = session.Command($"select id from users where user_name = '{GridAppHost.Analyst}'"))
            Analyst = (int)(await command.ExecuteScalarAsync())!;
        await AddSomeIncidentsAsync();
        await MarketWorld.FillAsync(app);
        Node = (await PriceWorld.FillAsync(app))[0];
        playwright = await Playwright.CreateAsync();
        // Machines that build and test at once are slow; what is right is fast all the same.
        Assertions.SetDefaultExpectTimeout(15_000);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GRID_CHROMIUM") ?? "/usr/bin/chromium-headless-shell",
            // Nothing here has a graphics card: to imitate one costs a sixth of the time.
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-gpu", "--in-process-gpu"],
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
            StorageState = userName is null ? null : await SessionAsync(userName, elsewhere),
        });
        return await PageProbe.OpenAsync(context);
    }

    /// <summary>A page of another app, where somebody has logged in.</summary>
    /// <param name="app">Which app.</param>
    /// <param name="userName">Who.</param>
    /// <param name="address">Where the page is then.</param>
    public async Task<PageProbe> VisitAsync(GridAppHost app, string userName, string address)
    {
        var probe = await VisitAsync(userName, width: 1440, height: 1250, elsewhere: app.Address);
        await probe.GoAsync(address);
        return probe;
    }

    /// <summary>Fills the login form and sends it.</summary>
    public static async Task LogInAsync(IPage page, string userName, string password = GridAppHost.Password)
    {
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log in" }).ClickAsync();
    }

    /// <summary>Waits until the page is at this path, whatever its query.</summary>
    public static Task ArriveAsync(IPage page, string path) => ArriveAsync(page, address => address.AbsolutePath == path);

    /// <summary>Waits until the page's address is as it should be.</summary>
    public static async Task ArriveAsync(IPage page, Func<Uri, bool> isThere)
    {
        // Polled: an enhanced navigation changes the address without a load that one could wait for.
        for (var i = 0; !isThere(new Uri(page.Url)); i++)
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

    /// <summary>Each type and each state once, at the plants of nobody and at the admin's own.</summary>
    private async Task AddSomeIncidentsAsync()
    {
        using var admin = await app.AsAsync(GridAppHost.Admin);
        OwnPlant = await CreateAsync(admin, new { code = "TR-OWN", name = "Marmara CCGT", fuel = "gas", capacityMw = 880, longitude = 29.6, latitude = 40.7, market = "EPIAS", country = "TUR" });
        int neighbour = await CreateAsync(admin, new { code = "TR-NEXT", name = "Kocaeli Rüzgâr", fuel = "wind", capacityMw = 120, longitude = 29.9, latitude = 40.9, market = "EPIAS", country = "TUR" });
        int busy = BusyPlant = await CreateAsync(admin, new { code = "TR-BUSY", name = "Sakarya Kömür", fuel = "coal", capacityMw = 1320, longitude = 30.2, latitude = 40.6, market = "EPIAS", country = "TUR" });

        DateTimeOffset now = DateTimeOffset.UtcNow;
        var person = new Actor(Roles.Admin, null, app.FirstOrganization) { Name = "Ada Admin" };
        Incident = await ReportAsync(busy, "forced", 655, now.AddHours(-30), now.AddHours(12), "Boiler tube leak, unit 2 off");
        await app.Services.GetRequiredService<ExtendIncident>().RunAsync(Incident, now.AddHours(28), person, default);
        await ReportAsync(neighbour, "derate", 18, now.AddHours(-3), null, "Icing on the blades");
        await ReportAsync(busy, "maintenance", 300, now.AddDays(3), now.AddDays(5), "Feed pump overhaul");
        int over = await ReportAsync(busy, "planned", 400, now.AddDays(-12), now.AddDays(-9), "Yearly inspection");
        await app.Services.GetRequiredService<FinishIncident>().RunAsync(over, now.AddDays(-9.5), person, default);
        int mistaken = await ReportAsync(neighbour, "planned", 60, now.AddDays(9), now.AddDays(10), "Blade exchange");
        await app.Services.GetRequiredService<CancelIncident>().RunAsync(mistaken, person, default);

        async Task<int> CreateAsync(HttpClient client, object plant)
        {
            using var created = await client.PostAsJsonAsync("/api/v1/plants", plant);
            created.EnsureSuccessStatusCode();
            return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        }

        async Task<int> ReportAsync(int plant, string type, double mw, DateTimeOffset start, DateTimeOffset? expected, string reason)
        {
            var draft = new IncidentDraft { PlantId = plant, Type = type, AffectedMw = mw, Start = start, ExpectedEnd = expected, Reason = reason };
            var reported = await app.Services.GetRequiredService<ReportIncident>().RunAsync(draft, person, default);
            return reported.Failure is null ? reported.Value.Id : throw new InvalidOperationException(reported.Failure.Sentence);
        }
    }

    private async Task<string> SessionAsync(string userName, Uri? elsewhere)
    {
        await loggingIn.WaitAsync();
        try
        {
            if (!sessions.TryGetValue((elsewhere, userName), out var session))
            {
                await using var probe = await VisitAsync(null, elsewhere: elsewhere);
                await probe.Page.GotoAsync("/login?returnUrl=/about");
                await LogInAsync(probe.Page, userName);
                await ArriveAsync(probe.Page, "/about");
                sessions[(elsewhere, userName)] = session = await probe.Page.Context.StorageStateAsync();
            }

            return session;
        }
        finally
        {
            loggingIn.Release();
        }
    }
}

/// <summary>
/// One host and one browser for all browser tests, and one host with the simulated market. They run alone: what a person waits for must not depend on what else is
/// tested.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<BrowserHost>, ICollectionFixture<SimulationHost>
{
    public const string Name = "browser";
}
