using Bunit;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Features.Plants;
using GridApp.Live;
using GridApp.Tests.Data;

namespace GridApp.Tests.Features.Incidents;

public sealed class PlantIncidentsTests(TestDatabase database) : IncidentPagesContext(database)
{
    private IRenderedComponent<PlantIncidents> Section(int plant, string query = "")
    {
        GoTo(FormattableString.Invariant($"plants/{plant}{query}"));
        IRenderedComponent<PlantIncidents> section = Render<PlantIncidents>(parameters => parameters.Add(p => p.PlantId, plant));
        section.WaitForAssertion(() => Assert.Empty(section.FindAll(".skeletons")), TimeSpan.FromSeconds(10));
        return section;
    }

    [Fact]
    public async Task Section_PlantWithIncidents_DrawsWhatIsAvailableAndEachIncidentBelow()
    {
        PlantDetail plant = await PlantAsync("Drawn");
        await IncidentAsync(plant.Id, 280, ago: TimeSpan.FromDays(3));
        await IncidentAsync(plant.Id, 600, "planned", TimeSpan.FromDays(-2), TimeSpan.FromDays(1));

        IRenderedComponent<PlantIncidents> section = Section(plant.Id);
        Assert.Contains("at least 0, now 600 of 880 MW", section.Find("svg.plot").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(2, section.FindAll(".lanes a").Count);
        Assert.Equal(4, section.FindAll(".step-chart tbody tr").Count);
        Assert.Contains("280 of 880 MW", section.FindAll("tbody")[^1].TextContent, StringComparison.Ordinal);

        // A week looks less than two days ahead.
        Assert.Equal(2, Section(plant.Id, "?days=7").FindAll(".step-chart tbody tr").Count);
    }

    [Fact]
    public async Task Section_NothingOut_SaysSo() => Assert.Contains("Nothing was out", Section((await PlantAsync("Quiet")).Id).Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Section_ReportedElsewhere_ShowsByItself()
    {
        PlantDetail plant = await PlantAsync("Watched");
        IRenderedComponent<PlantIncidents> section = Section(plant.Id);
        await IncidentAsync(plant.Id);
        Bus.Publish(LiveTopic.Incidents);
        section.WaitForAssertion(() => Assert.Single(section.FindAll(".lanes a")), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(Roles.Admin, true, 1)]
    [InlineData(Roles.Admin, false, 0)]
    [InlineData(Roles.Analyst, true, 0)]
    [InlineData(Roles.SuperAdmin, false, 1)]
    public async Task Report_ByRoleAndOwner_IsOfferedWhereItWouldBeAccepted(string role, bool own, int buttons)
    {
        int owner = await Database.AsOwnerAsync<int>($"insert into organizations (name) values ('{Guid.NewGuid():N}') returning id");
        PlantDetail plant = await PlantAsync("Owned", organization: owner);
        LogIn(role, role == Roles.SuperAdmin ? null : own ? owner : owner + 1);
        Assert.Equal(buttons, Section(plant.Id).FindAll("button[aria-haspopup=dialog]").Count);
        IRenderedComponent<PlantIncidentsPanel> panel = Render<PlantIncidentsPanel>(parameters => parameters.Add(p => p.PlantId, plant.Id));
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("p")), TimeSpan.FromSeconds(10));
        Assert.Equal(buttons, panel.FindAll("button[aria-haspopup=dialog]").Count);
    }

    [Fact]
    public async Task Panel_SeveralIncidents_ShowsTheFirstAndLeadsToAll()
    {
        PlantDetail plant = await PlantAsync("Busy");
        for (int i = 0; i < 6; i++)
            await IncidentAsync(plant.Id, 10);
        IRenderedComponent<PlantIncidentsPanel> panel = Render<PlantIncidentsPanel>(parameters => parameters.Add(p => p.PlantId, plant.Id));
        panel.WaitForAssertion(() => Assert.Equal(4, panel.FindAll("li").Count), TimeSpan.FromSeconds(10));
        Assert.Contains("All 6", panel.Find($"a[href='incidents?plantId={plant.Id}']").TextContent, StringComparison.Ordinal);
    }
}
