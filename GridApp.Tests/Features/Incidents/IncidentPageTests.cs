using Bunit;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Features.Plants;
using GridApp.Live;
using GridApp.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentPageTests(TestDatabase database) : IncidentPagesContext(database)
{
    private IRenderedComponent<IncidentPage> Page(int id, string query = "")
    {
        GoTo(FormattableString.Invariant($"incidents/{id}{query}"));
        IRenderedComponent<IncidentPage> page = Render<IncidentPage>(parameters => parameters.Add(p => p.Id, id));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeletons")), TimeSpan.FromSeconds(10));
        return page;
    }

    [Fact]
    public async Task Page_Active_TellsTheStoryInASentenceAChartAndSteps()
    {
        PlantDetail plant = await PlantAsync("Story <b>");
        IncidentItem incident = await IncidentAsync(plant.Id, lasts: TimeSpan.FromDays(2));
        await Services.GetRequiredService<ExtendIncident>().RunAsync(incident.Id, DateTimeOffset.UtcNow.AddDays(5), Super, default);

        IRenderedComponent<IncidentPage> page = Page(incident.Id);
        Assert.StartsWith("655 of 880 MW out since", page.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.Contains("expected back", page.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("path.line"));
        Assert.Contains("super_admin extended it to", page.Find(".steps li").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".steps > li").Count);
        Assert.NotNull(page.Find($"a[href='plants/{plant.Id}']"));
        Assert.NotNull(page.Find($"a[href='map?plant={plant.Id}']"));
        Assert.NotEmpty(page.FindAll(".incident-actions button"));
        Assert.Empty(page.FindAll("b"));
    }

    [Fact]
    public async Task Page_SomebodyElses_TellsWhatIsPublicAndThatTheRestIsNot()
    {
        int theirs = await Database.AsOwnerAsync<int>($"insert into organizations (name) values ('Theirs {Guid.NewGuid():N}') returning id");
        IncidentItem incident = await IncidentAsync((await PlantAsync("Theirs", organization: theirs)).Id);
        LogIn(Roles.Analyst, theirs + 1);
        IRenderedComponent<IncidentPage> page = Page(incident.Id);
        Assert.Contains("655 of 880 MW", page.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Boiler", page.Markup, StringComparison.Ordinal);
        Assert.Contains("own organization", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".steps"));
        Assert.Empty(page.FindAll(".incident-actions"));
    }

    [Fact]
    public async Task Page_Neighbours_FollowTheRadiusOfTheAddress()
    {
        IncidentItem incident = await IncidentAsync((await PlantAsync("Here", latitude: -50, longitude: 10)).Id);
        await IncidentAsync((await PlantAsync("Near", latitude: -50.5, longitude: 10)).Id, 10);
        await IncidentAsync((await PlantAsync("Far", latitude: -53, longitude: 10)).Id, 20);

        IRenderedComponent<IncidentPage> page = Page(incident.Id);
        page.WaitForAssertion(() => Assert.Equal(["Near"], page.FindAll(".list tbody th a").Select(link => link.TextContent)));
        Assert.Contains("Others: 1, 10 MW", page.Find(".list").TextContent, StringComparison.Ordinal);
        page = Page(incident.Id, "?km=500");
        page.WaitForAssertion(() => Assert.Equal(["Near", "Far"], page.FindAll(".list tbody th a").Select(link => link.TextContent)));
        Assert.Equal(2, page.FindAll(".rose .dot").Count);
        Assert.Equal("500 km", page.Find(".choices a[aria-current]").TextContent);
    }

    [Fact]
    public async Task Page_NobodyNear_OffersToLookWider()
    {
        IncidentItem incident = await IncidentAsync((await PlantAsync("Alone", latitude: -70, longitude: -120)).Id);
        IRenderedComponent<IncidentPage> page = Page(incident.Id);
        page.WaitForAssertion(() => Assert.Equal($"incidents/{incident.Id}?km=250", page.Find(".empty-state a").GetAttribute("href")));
    }

    [Fact]
    public async Task Page_FinishedElsewhere_SaysSoByItself()
    {
        IncidentItem incident = await IncidentAsync((await PlantAsync("Changing")).Id);
        IRenderedComponent<IncidentPage> page = Page(incident.Id);
        await Services.GetRequiredService<FinishIncident>().RunAsync(incident.Id, null, Super, default);
        Bus.Publish(LiveTopic.Incidents);
        page.WaitForAssertion(() => Assert.Contains("were out from", page.Find(".sentence").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(["Correct"], page.FindAll(".incident-actions button").Select(button => button.TextContent));
    }

    [Fact]
    public void Page_NoSuchIncident_SaysSoAndLeadsBack() => Assert.Equal("incidents", Page(int.MaxValue).Find(".empty-state a").GetAttribute("href"));
}
