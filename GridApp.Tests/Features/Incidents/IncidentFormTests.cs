using AngleSharp.Dom;
using Bunit;
using GridApp.Features.Incidents;
using GridApp.Features.Plants;
using GridApp.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Incidents;

/// <summary>The report's form: what it shows beside its fields, what it refuses there, and what it sends.</summary>
public sealed class IncidentFormTests(TestDatabase database) : IncidentPagesContext(database)
{
    private IncidentItem? reported;

    private IRenderedComponent<IncidentForm> Form(int plant, Dictionary<string, string>? kept = null, Func<Task<Dictionary<string, string>>>? typed = null)
    {
        IRenderedComponent<IncidentForm> form = Render<IncidentForm>(parameters => parameters
            .Add(f => f.PlantId, plant).Add(f => f.Kept, kept).Add(f => f.Typed, typed).Add(f => f.OnDone, item => reported = item));
        form.WaitForElement("#incident-mw", TimeSpan.FromSeconds(10));
        // What is left is read after the subject: a render between the two shows the field and no room yet.
        form.WaitForState(() => Note(form, "incident-room").Length > 0, TimeSpan.FromSeconds(10));
        return form;
    }

    private static string Note(IRenderedComponent<IncidentForm> form, string id) => form.Find($"#{id}").TextContent;

    [Fact]
    public async Task Form_Opened_ShowsTheCapacityThatIsLeftAndWarnsOfOverlaps()
    {
        int plant = (await PlantAsync("Room")).Id;
        await IncidentAsync(plant, 655, lasts: TimeSpan.FromDays(2));
        IRenderedComponent<IncidentForm> form = Form(plant);
        Assert.StartsWith("225 of 880 MW are left beside what is out already", Note(form, "incident-room"), StringComparison.Ordinal);
        Assert.Contains("Forced outage, 655 MW", form.Find(".overlaps").TextContent, StringComparison.Ordinal);

        // After the other one is expected to be over nothing stands in the way any more.
        DateTime free = DateTime.UtcNow.AddDays(5);
        await form.Find("#incident-start").ChangeAsync(free.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        form.WaitForAssertion(() => Assert.Equal("880 MW, nothing else is out over this time.", Note(form, "incident-room")));
        Assert.Empty(form.FindAll(".overlaps"));
    }

    [Fact]
    public async Task All_ThatIsLeft_FillsTheNumberIn()
    {
        int plant = (await PlantAsync("All of it")).Id;
        await IncidentAsync(plant, 655.25);
        IRenderedComponent<IncidentForm> form = Form(plant);
        await form.Find(".amount button").ClickAsync();
        form.WaitForAssertion(() => Assert.Equal("224.75", form.Find("#incident-mw").GetAttribute("value")));
    }

    [Fact]
    public async Task Submit_WithNothingTyped_SaysWhatIsMissingBesideEachField_AndSendsNothing()
    {
        IRenderedComponent<IncidentForm> form = Form((await PlantAsync("Empty")).Id);
        await form.Find("form").SubmitAsync();
        Assert.Equal("How many MW are out?", Note(form, "incident-mw-note"));
        Assert.Equal("Say why.", Note(form, "incident-reason-note"));
        Assert.Equal(["incident-mw", "incident-reason"], form.FindAll("[aria-invalid=true]").Select(field => field.Id));
        Assert.Null(reported);
    }

    [Theory]
    [InlineData("#incident-mw", "900", "incident-mw-note", "There are 880 MW; no more can be out.")]
    [InlineData("#incident-mw", "-5", "incident-mw-note", "More than 0 MW.")]
    [InlineData("#incident-cause", "12", "incident-cause-note", "A cause code has four digits, or leave it empty.")]
    [InlineData("#incident-start", "2199-01-01T00:00", "incident-start-note", "A forced outage has happened already: it does not start in the future.")]
    [InlineData("#incident-expectedEnd", "2001-01-01T00:00", "incident-expectedEnd-note", "The expected end lies after the start.")]
    public async Task Submit_WhatCannotBe_IsRefusedBesideItsField(string field, string text, string note, string sentence)
    {
        IRenderedComponent<IncidentForm> form = Form((await PlantAsync("Refusals")).Id);
        await form.Find("#incident-mw").ChangeAsync("5");
        await form.Find("#incident-reason").ChangeAsync("Tube leak");
        await form.Find(field).ChangeAsync(text);
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Equal(sentence, Note(form, note)));
        Assert.Equal("true", form.Find(field).GetAttribute("aria-invalid"));
        Assert.Null(reported);
    }

    [Fact]
    public async Task Start_InAnHourThatTheClockSkipped_IsToldAtOnce()
    {
        IRenderedComponent<IncidentForm> form = Form((await PlantAsync("Pacific spring", market: "CAISO")).Id);
        await form.Find("#incident-start").ChangeAsync("2026-03-08T02:30");
        form.WaitForAssertion(() => Assert.Equal("The clocks went forward: after 01:59 came 03:00, this time did not exist.", Note(form, "incident-start-note")));
    }

    [Fact]
    public async Task Start_InAnHourThatCameTwice_AsksWhich_AndSendsThatOne()
    {
        PlantDetail plant = await PlantAsync("Pacific autumn", market: "CAISO");
        IRenderedComponent<IncidentForm> form = Form(plant.Id);
        await form.Find("#incident-mw").ChangeAsync("5");
        await form.Find("#incident-reason").ChangeAsync("Tube leak");
        await form.Find("#incident-start").ChangeAsync("2025-11-02T01:30");
        form.WaitForAssertion(() => Assert.Contains("came twice", Note(form, "incident-start-note"), StringComparison.Ordinal));
        IReadOnlyList<IElement> choices = form.FindAll("[aria-label='Which of the two'] button");
        Assert.Equal(["The first, UTC−07:00", "The second, UTC−08:00"], choices.Select(choice => choice.TextContent));
        await choices[1].ClickAsync();
        form.WaitForAssertion(() => Assert.Equal("true", form.FindAll("[aria-label='Which of the two'] button")[1].GetAttribute("aria-pressed")));
        await form.Find("form").SubmitAsync();
        Assert.Equal(new DateTimeOffset(2025, 11, 2, 9, 30, 0, TimeSpan.Zero), reported?.Start);
    }

    [Fact]
    public async Task Submit_SomebodyWasFaster_SaysWhatIsLeftNowBesideTheNumber()
    {
        int plant = (await PlantAsync("Race")).Id;
        IRenderedComponent<IncidentForm> form = Form(plant);
        await form.Find("#incident-mw").ChangeAsync("880");
        await form.Find("#incident-reason").ChangeAsync("Tube leak");
        await IncidentAsync(plant, 655);
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.StartsWith("Only 225 MW are left from", Note(form, "incident-mw-note"), StringComparison.Ordinal));
        Assert.Null(reported);
    }

    [Fact]
    public async Task Submit_TwiceUnderOneKey_IsOneIncident()
    {
        int plant = (await PlantAsync("Twice")).Id;
        var kept = new Dictionary<string, string>(StringComparer.Ordinal) { ["requestKey"] = Guid.NewGuid().ToString(), ["affectedMw"] = "5", ["reason"] = "Tube leak" };
        await Form(plant, kept).Find("form").SubmitAsync();
        int first = reported!.Id;
        await Form(plant, kept).Find("form").SubmitAsync();
        Assert.Equal(first, reported.Id);
        Assert.Equal(1L, await Database.AsOwnerAsync<long>(FormattableString.Invariant($"select count(*) from incidents where plant_id = {plant}")));
    }

    [Fact]
    public async Task Submit_LettersThatNeverCameHere_AreTakenFromTheBrowser()
    {
        Dictionary<string, string> typed = new(StringComparer.Ordinal) { ["affectedMw"] = "7", ["reason"] = "Typed while the line was dead", ["type"] = "derate" };
        await Form((await PlantAsync("Behind")).Id, typed: () => Task.FromResult(typed)).Find("form").SubmitAsync();
        Assert.Equal(("derate", 7.0, "Typed while the line was dead"), (reported!.Type, reported.AffectedMw, reported.Reason));
    }
}
