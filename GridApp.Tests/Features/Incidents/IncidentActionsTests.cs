using Bunit;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Incidents;

/// <summary>What can be done with an incident, dialog by dialog.</summary>
public sealed class IncidentActionsTests(TestDatabase database) : IncidentPagesContext(database)
{
    private IncidentItem? changed;

    private IRenderedComponent<IncidentActions> Actions(IncidentItem incident) =>
        Render<IncidentActions>(parameters => parameters.Add(a => a.Incident, incident).Add(a => a.OnChanged, item => changed = item));

    /// <summary>Presses the action's button and gives back what has opened.</summary>
    private static void Open(IRenderedComponent<IncidentActions> actions, string action) =>
        actions.FindAll(".incident-actions button").Single(button => button.TextContent == action).Click();

    private static string[] Offered(IRenderedComponent<IncidentActions> actions) => [.. actions.FindAll(".incident-actions button").Select(button => button.TextContent)];

    private async Task<IncidentItem> ActiveAsync(double mw = 655, string reason = "Boiler tube leak") =>
        await IncidentAsync((await PlantAsync($"Actions {Guid.NewGuid():N}")).Id, mw, lasts: TimeSpan.FromDays(2), reason: reason);

    [Fact]
    public async Task Actions_ByStatus_AreThoseThatMakeSense()
    {
        IncidentItem active = await ActiveAsync();
        Assert.Equal(["Finish", "Restore in part", "Move the expected end", "Correct", "Cancel the incident"], Offered(Actions(active)));
        Assert.Equal(["Move the expected end", "Correct", "Cancel the incident"], Offered(Actions(active with { Status = "scheduled" })));
        Assert.Equal(["Correct"], Offered(Actions(active with { Status = "completed" })));
        Assert.Equal(["Correct"], Offered(Actions(active with { Status = "cancelled" })));
    }

    [Theory]
    [InlineData(Roles.Analyst, true)]
    [InlineData(Roles.Admin, false)]
    public async Task Actions_OfWhoMayNotWrite_AreNone(string role, bool own)
    {
        IncidentItem incident = await ActiveAsync() with { OrganizationId = 5 };
        LogIn(role, own ? 5 : 6);
        Assert.Empty(Actions(incident).Markup.Trim());
    }

    [Fact]
    public async Task Finish_Earlier_EndsItThen_AndWhatCannotBeIsRefusedBesideTheField()
    {
        IncidentItem incident = await ActiveAsync();
        IRenderedComponent<IncidentActions> actions = Actions(incident);
        Open(actions, "Finish");
        await actions.Find("#incident-at").ChangeAsync(incident.Start.AddDays(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await actions.Find("form").SubmitAsync();
        Assert.Equal("This lies before the start.", actions.Find("#incident-at-note").TextContent);
        Assert.Null(changed);

        DateTime hourAgo = DateTime.UtcNow.AddHours(-1);
        await actions.Find("#incident-at").ChangeAsync(hourAgo.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await actions.Find("form").SubmitAsync();
        Assert.Equal("completed", changed!.Status);
        Assert.InRange(changed.End!.Value.UtcDateTime, hourAgo.AddMinutes(-1), hourAgo);
        Assert.Empty(actions.FindAll("dialog"));
    }

    [Fact]
    public async Task Finish_WhatSomebodyFinishedMeanwhile_IsTold()
    {
        IncidentItem incident = await ActiveAsync();
        IRenderedComponent<IncidentActions> actions = Actions(incident);
        Open(actions, "Finish");
        await Services.GetRequiredService<FinishIncident>().RunAsync(incident.Id, null, Super, default);
        await actions.Find("form").SubmitAsync();
        Assert.Contains("not accepted", actions.Find(".notice[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Null(changed);
    }

    [Fact]
    public async Task Restore_InPart_LeavesADerate()
    {
        IRenderedComponent<IncidentActions> actions = Actions(await ActiveAsync());
        Open(actions, "Restore in part");
        await actions.Find("#incident-remaining").ChangeAsync("655");
        await actions.Find("form").SubmitAsync();
        Assert.Equal("Less than 655 MW, or nothing is restored.", actions.Find("#incident-remaining-note").TextContent);
        await actions.Find("#incident-remaining").ChangeAsync("200");
        await actions.Find("form").SubmitAsync();
        Assert.Equal(("derate", 200.0), (changed!.Type, changed.AffectedMw));
    }

    [Fact]
    public async Task Extend_ToAnotherEnd_MovesIt()
    {
        IRenderedComponent<IncidentActions> actions = Actions(await ActiveAsync());
        Open(actions, "Move the expected end");
        DateTime until = DateTime.UtcNow.AddDays(9);
        await actions.Find("#incident-expectedEnd").ChangeAsync(until.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await actions.Find("form").SubmitAsync();
        Assert.InRange(changed!.ExpectedEnd!.Value.UtcDateTime, until.AddMinutes(-1), until);
    }

    [Fact]
    public async Task Cancel_TakesItBack()
    {
        IRenderedComponent<IncidentActions> actions = Actions(await ActiveAsync());
        Open(actions, "Cancel the incident");
        await actions.Find("form").SubmitAsync();
        Assert.Equal("cancelled", changed!.Status);
    }

    [Fact]
    public async Task Correct_SomeFields_ChangesThoseAndIsAStepOfItsStory()
    {
        IncidentItem incident = await ActiveAsync();
        IRenderedComponent<IncidentActions> actions = Actions(incident);
        Open(actions, "Correct");
        Assert.Equal("655", actions.Find("#incident-mw").GetAttribute("value"));
        Assert.Equal("Boiler tube leak", actions.Find("#incident-reason").GetAttribute("value"));
        actions.WaitForAssertion(() => Assert.Equal("880 MW, nothing else is out over this time.", actions.Find("#incident-room").TextContent));
        await actions.Find("#incident-mw").ChangeAsync("700");
        await actions.Find("#incident-reason").ChangeAsync("Superheater leak");
        await actions.Find("#incident-cause").ChangeAsync("1060");
        await actions.Find("#incident-description").ChangeAsync("Third tube from the left");
        await actions.Find("form").SubmitAsync();

        Assert.Equal((700.0, "Superheater leak", "1060", "Third tube from the left"), (changed!.AffectedMw, changed.Reason, changed.CauseCode, changed.Description));
        Assert.Equal((incident.Start, incident.ExpectedEnd, incident.Type), (changed.Start, changed.ExpectedEnd, changed.Type));
        var history = await Services.GetRequiredService<ReadIncidentHistory>().ByIdAsync(incident.Id, Super, default);
        RevisionStep step = Services.GetRequiredService<RevisionStory>().Of(history.Value, null, null)[0];
        Assert.Equal("somebody changed it.", step.Sentence);
        Assert.Equal(["655 MW→700 MW", "Boiler tube leak→Superheater leak", "–→1060", "–→Third tube from the left"], step.Differences.Select(difference => $"{difference.Before}→{difference.After}"));
    }

    [Fact]
    public async Task Correct_WhatCannotBe_IsRefusedBesideItsField()
    {
        IncidentItem incident = await ActiveAsync();
        await IncidentAsync(incident.PlantId!.Value, 100);
        IRenderedComponent<IncidentActions> actions = Actions(incident);
        Open(actions, "Correct");
        await actions.Find("#incident-mw").ChangeAsync("881");
        await actions.Find("#incident-reason").ChangeAsync("");
        await actions.Find("form").SubmitAsync();
        Assert.Equal("There are 880 MW; no more can be out.", actions.Find("#incident-mw-note").TextContent);
        Assert.Equal("Say why.", actions.Find("#incident-reason-note").TextContent);

        await actions.Find("#incident-reason").ChangeAsync("Tube leak");
        await actions.Find("#incident-mw").ChangeAsync("800");
        await actions.Find("form").SubmitAsync();
        actions.WaitForAssertion(() => Assert.StartsWith("Only 780 MW are left from", actions.Find("#incident-mw-note").TextContent, StringComparison.Ordinal));
        Assert.Null(changed);
    }

    [Fact]
    public async Task Correct_AfterSomebodyElse_SaysSo_AndPutsBothTogether()
    {
        IncidentItem incident = await ActiveAsync();
        IRenderedComponent<IncidentActions> actions = Actions(incident);
        Open(actions, "Correct");
        await actions.Find("#incident-reason").ChangeAsync("Mine");
        IncidentItem theirs = (await Services.GetRequiredService<ChangeIncident>().RunAsync(incident.Id, IncidentDrafts.Of(incident) with { AffectedMw = 600 }, incident.Version, Super, default)).Value;
        actions.Render(parameters => parameters.Add(a => a.Incident, theirs));
        Assert.True(actions.Find("button[type=submit]").HasAttribute("disabled"));
        await actions.Find(".notice.warning button").ClickAsync();
        actions.WaitForAssertion(() => Assert.Equal("600", actions.Find("#incident-mw").GetAttribute("value")));
        await actions.Find("form").SubmitAsync();
        Assert.Equal((600.0, "Mine"), (changed!.AffectedMw, changed.Reason));
    }

    [Fact]
    public async Task Correct_WhatIsOver_IsForWordsAlone()
    {
        IncidentItem incident = await ActiveAsync();
        IncidentItem over = (await Services.GetRequiredService<FinishIncident>().RunAsync(incident.Id, null, Super, default)).Value;
        IRenderedComponent<IncidentActions> actions = Actions(over);
        Open(actions, "Correct");
        Assert.Empty(actions.FindAll("#incident-mw, input[type=datetime-local], input[type=radio]"));
        await actions.Find("#incident-reason").ChangeAsync("Known now");
        await actions.Find("form").SubmitAsync();
        Assert.Equal("Known now", changed!.Reason);
    }
}
