using AngleSharp.Dom;
using Bunit;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Live;
using GridApp.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentsPageTests(TestDatabase database) : IncidentPagesContext(database)
{
    private IRenderedComponent<IncidentsPage> At(string address)
    {
        GoTo(address);
        IRenderedComponent<IncidentsPage> page = Render<IncidentsPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeletons")), TimeSpan.FromSeconds(10));
        return page;
    }

    private static void Shows(IRenderedComponent<IncidentsPage> page, params string[] names) =>
        page.WaitForAssertion(() => Assert.Equal(names, page.FindAll("tbody th a").Select(link => link.TextContent)), TimeSpan.FromSeconds(10));

    [Fact]
    public async Task List_Tabs_HoldWhatIsOutWhatIsToComeAndWhatIsOver()
    {
        string mark = Guid.NewGuid().ToString("N")[..8];
        int small = (await PlantAsync($"Small {mark}", 100)).Id;
        int big = (await PlantAsync($"<script>Big {mark}</script>")).Id;
        await IncidentAsync(small, 50);
        await IncidentAsync(big);
        await IncidentAsync(small, 10, "planned", TimeSpan.FromDays(-2), TimeSpan.FromHours(8));
        IncidentItem over = await IncidentAsync(small, 20);
        await Services.GetRequiredService<FinishIncident>().RunAsync(over.Id, null, Super, default);

        IRenderedComponent<IncidentsPage> page = At("incidents?q=" + mark);
        Shows(page, $"<script>Big {mark}</script>", $"Small {mark}");
        Assert.Empty(page.FindAll("script"));
        Assert.Equal(["2", "1", "1"], page.FindAll(".tabs .count").Select(count => count.TextContent));
        IElement first = page.Find("tbody tr[aria-rowindex='2']");
        Assert.Contains("655 of 880 MW", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 h 20 min", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("Forced outage", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("Boiler tube leak", first.TextContent, StringComparison.Ordinal);

        page = At("incidents?tab=scheduled&q=" + mark);
        Shows(page, $"Small {mark}");
        Assert.Contains("in 2 d", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("8 h", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Shows(At("incidents?tab=history&q=" + mark), $"Small {mark}");
    }

    [Fact]
    public async Task List_HeadPressed_SortsInTheAddress()
    {
        string mark = Guid.NewGuid().ToString("N")[..8];
        await IncidentAsync((await PlantAsync($"A {mark}")).Id, 1);
        await IncidentAsync((await PlantAsync($"B {mark}")).Id, 2);
        IRenderedComponent<IncidentsPage> page = At("incidents?q=" + mark);
        Shows(page, $"B {mark}", $"A {mark}");
        await page.Find("thead th button").ClickAsync();
        Shows(page, $"A {mark}", $"B {mark}");
        Assert.Equal($"/incidents?q={mark}&sort=name", Address);
    }

    [Fact]
    public async Task List_SomethingHappens_ShowsItWithoutBeingAsked()
    {
        string mark = Guid.NewGuid().ToString("N")[..8];
        int plant = (await PlantAsync($"Live {mark}")).Id;
        await IncidentAsync(plant, 1);
        IRenderedComponent<IncidentsPage> page = At("incidents?q=" + mark);
        Shows(page, $"Live {mark}");
        await IncidentAsync(plant, 2);
        Bus.Publish(LiveTopic.Incidents);
        Shows(page, $"Live {mark}", $"Live {mark}");
        Assert.Equal("2", page.Find(".tabs .count").TextContent);
    }

    [Fact]
    public async Task List_NothingMatches_OffersToClear()
    {
        await IncidentAsync((await PlantAsync("Something")).Id);
        IRenderedComponent<IncidentsPage> page = At("incidents?q=nowhere-at-all");
        await page.Find(".empty-state button").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("/incidents", Address));
    }

    [Fact]
    public void List_AddressThatMeansNothing_SaysSo() => Assert.NotNull(At("incidents?type=%3Cscript%3E").Find(".notice[role=alert]"));

    [Fact]
    public void List_TypePressed_GoesIntoTheAddressAndTheFile()
    {
        IRenderedComponent<IncidentsPage> page = At("incidents?tab=history");
        page.FindAll(".types button").Single(button => button.TextContent.Contains("Derate", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal("/incidents?tab=history&type=derate", Address));
        page.WaitForAssertion(() => Assert.Equal("api/v1/incidents?format=csv&type=derate&status=completed&status=cancelled", page.Find("a[download]").GetAttribute("href")));
    }

    [Fact]
    public void List_DaysChosen_AreWholeDays()
    {
        IRenderedComponent<IncidentsPage> page = At("incidents?tab=history");
        page.Find("#incidents-from").Change("2026-01-05");
        page.WaitForAssertion(() => Assert.Equal("/incidents?tab=history&start=2026-01-05T00%3A00%3A00Z", Address));
        page.WaitForAssertion(() => Assert.Equal("2026-01-05", page.Find("#incidents-from").GetAttribute("value")));
        page.Find("#incidents-to").Change("2026-01-05");
        page.WaitForAssertion(() => Assert.EndsWith("&end=2026-01-06T00%3A00%3A00Z", Address, StringComparison.Ordinal));
    }

    [Fact]
    public void List_DaysChosenForAMarket_AreItsOwn_AndThePageSaysWhose()
    {
        IRenderedComponent<IncidentsPage> page = At("incidents?tab=history&market=CAISO");
        Assert.Equal("From (America/Los Angeles)", page.Find("label[for=incidents-from]").TextContent);
        page.Find("#incidents-from").Change("2026-03-08");
        page.WaitForAssertion(() => Assert.Equal("/incidents?tab=history&start=2026-03-08T08%3A00%3A00Z&market=CAISO", Address));
        page.Find("#incidents-to").Change("2026-03-08");
        page.WaitForAssertion(() => Assert.Contains("&end=2026-03-09T07%3A00%3A00Z", Address, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("2026-03-08", page.Find("#incidents-to").GetAttribute("value")));

        Assert.Equal("The market: America/Los Angeles", page.Find("#incidents-zone option[selected]").TextContent);
        page.Find("#incidents-zone").Change("UTC");
        page.WaitForAssertion(() => Assert.Equal("/incidents?tab=history&start=2026-03-08T00%3A00%3A00Z&end=2026-03-09T00%3A00%3A00Z&market=CAISO&zone=UTC", Address));
        page.WaitForAssertion(() => Assert.Equal("2026-03-08", page.Find("#incidents-from").GetAttribute("value")));
        Assert.Equal("Through (UTC)", page.Find("label[for=incidents-to]").TextContent);
    }

    [Theory]
    [InlineData(Roles.Analyst, 0)]
    [InlineData(Roles.Admin, 1)]
    public void Report_ByRole_IsOfferedToWhoMayWrite(string role, int buttons)
    {
        LogIn(role, 1);
        Assert.Equal(buttons, At("incidents").FindAll("button[aria-haspopup=dialog]").Count);
    }

    [Fact]
    public void Dispose_Page_WatchesNoMore()
    {
        IRenderedComponent<IncidentsPage> page = At("incidents");
        Assert.Equal(1, Bus.Watchers);
        page.Instance.Dispose();
        Assert.Equal(0, Bus.Watchers);
    }
}
