using System.Globalization;
using System.Text.Json;
using GridApp.Components;
using GridApp.Features.Incidents;
using GridApp.Tests.Features.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using static GridApp.Tests.Features.Incidents.SomeIncidents;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentStoryTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().AddScoped<IncidentSentence>().AddScoped<RevisionStory>().BuildServiceProvider();

    private static string Sentence(IncidentItem incident) => Services.GetRequiredService<IncidentSentence>().Of(incident, Noon);

    private static IReadOnlyList<RevisionStep> Story(params (string Action, string? Author, string Values)[] revisions)
    {
        IncidentRevisionItem[] items = [.. revisions.Select((revision, index) => new IncidentRevisionItem(index + 1, Noon.AddMinutes(index), revision.Author, revision.Action, JsonDocument.Parse(revision.Values).RootElement))];
        return Services.GetRequiredService<RevisionStory>().Of(items, "CAISO", "CAISO outage reports");
    }

    [Fact]
    public void Sentence_ActiveInEachCase_SaysHowMuchSinceWhenAndUntilWhen()
    {
        using var english = new CultureScope("en");
        Assert.Equal("655 of 880 MW out since 21 Nov 2026 08:40 (3 h 20 min). Nobody has said until when.", Sentence(Incident()));
        Assert.Equal("655 of 880 MW out since 21 Nov 2026 08:40 (3 h 20 min), expected back 22 Nov 2026 16:00 (in 1 d 4 h).", Sentence(Incident(expected: Noon.AddHours(28))));
        Assert.Equal("655 of 880 MW out since 21 Nov 2026 08:40 (3 h 20 min). It was expected back 21 Nov 2026 11:00, 1 h ago.", Sentence(Incident(expected: Noon.AddHours(-1))));
        Assert.Equal("655 of 880 MW out since 21 Nov 2026 00:40 (3 h 20 min), until 21 Nov 2026 05:00 (in 1 h).", Sentence(Incident(end: Noon.AddHours(1), market: "CAISO")));
    }

    [Fact]
    public void Sentence_NotActive_SaysWhatWasOrWillBe()
    {
        using var english = new CultureScope("en");
        DateTimeOffset later = Noon.AddDays(2);
        Assert.Equal("655 of 880 MW will be out from 23 Nov 2026 12:00 (in 2 d) until 24 Nov 2026 12:00, for 1 d.", Sentence(Incident("planned", "scheduled", start: later, expected: later.AddDays(1))));
        Assert.Equal("655 of 880 MW were out from 21 Nov 2026 08:40 until 21 Nov 2026 09:00, for 20 min.", Sentence(Incident(status: "completed", end: Noon.AddHours(-3))));
        Assert.StartsWith("Called off: 655 of 880 MW were to be out", Sentence(Incident(status: "cancelled")), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_Turkish_SpeaksTurkish()
    {
        using var turkish = new CultureScope("tr");
        Assert.Equal("880 MW’ın 655 MW’ı 21 Kas 2026 08:40 tarihinden beri (3 sa 20 dk) devre dışı. Ne zaman döneceği bildirilmedi.", Sentence(Incident()));
    }

    [Fact]
    public void Story_OfRevisions_IsASentenceEach_LatestFirst()
    {
        using var english = new CultureScope("en");
        IReadOnlyList<RevisionStep> steps = Story(
            ("reported", "Ada Admin", """{"type":"forced","affectedMw":655,"start":"2026-11-21T08:40:00Z","end":null,"expectedEnd":"2026-11-21T20:00:00Z","reason":"Boiler"}"""),
            ("extended", "Ada Admin", """{"type":"forced","affectedMw":655,"start":"2026-11-21T08:40:00Z","end":null,"expectedEnd":"2026-11-22T20:00:00Z","reason":"Boiler"}"""),
            ("changed", "Bora", """{"type":"forced","affectedMw":400,"start":"2026-11-21T08:40:00Z","end":null,"expectedEnd":"2026-11-22T20:00:00Z","reason":"Feed pump"}"""),
            ("finished", "Bora", """{"type":"forced","affectedMw":400,"start":"2026-11-21T08:40:00Z","end":"2026-11-22T06:00:00Z","expectedEnd":"2026-11-22T20:00:00Z","reason":"Feed pump"}"""));
        Assert.Equal(
        [
            "Bora finished it: back in service 21 Nov 2026 22:00.",
            "Bora changed it.",
            "Ada Admin extended it to 22 Nov 2026 12:00; until then it was 21 Nov 2026 12:00.",
            "Ada Admin reported 655 MW out (Forced outage) from 21 Nov 2026 00:40, expected back 21 Nov 2026 12:00.",
        ], steps.Select(step => step.Sentence));
        Assert.Equal([new("Out", "655 MW", "400 MW"), new("Reason", "Boiler", "Feed pump")], steps[1].Differences);
        Assert.Empty(steps[0].Differences);
        Assert.Empty(steps[2].Differences);
    }

    [Fact]
    public void Story_ImportedAndAnonymous_NamesTheSourceOrSomebody()
    {
        using var english = new CultureScope("en");
        IReadOnlyList<RevisionStep> steps = Story(("imported", null, """{"affectedMw":10}"""), ("cancelled", null, """{"affectedMw":10}"""));
        Assert.Equal(["Somebody called it off.", "It came with CAISO outage reports."], steps.Select(step => step.Sentence));
    }

    [Fact]
    public void Story_ValuesOfTheWrongKind_DoNotBreakIt()
    {
        using var english = new CultureScope("en");
        Assert.Equal(2, Story(("reported", null, "{}"), ("extended", "A", """{"expectedEnd":5,"affectedMw":"x","type":3}""")).Count);
    }

    [Theory]
    [InlineData(0.4, "under 1 min")]
    [InlineData(45, "45 min")]
    [InlineData(119.6, "2 h")]
    [InlineData(200, "3 h 20 min")]
    [InlineData(-200, "3 h 20 min")]
    [InlineData(1440, "1 d")]
    [InlineData(3120, "2 d 4 h")]
    [InlineData(60000, "41 d")]
    public void Elapsed_OfMinutes_HasTheTwoUnitsThatMatter(double minutes, string words)
    {
        using var english = new CultureScope("en");
        Assert.Equal(words, Elapsed.Of(TimeSpan.FromMinutes(minutes), Services.GetRequiredService<IStringLocalizer<ComponentsText>>()));
    }

    [Fact]
    public void MarketTime_AtBothSidesOfTheClockChange_SaysTheOffset()
    {
        using var english = new CultureScope("en");
        MarketTime caiso = MarketTime.Of("CAISO");
        Assert.Equal("1 Nov 2026 01:30 CAISO (UTC−7) · 1 Nov 2026 08:30 UTC", caiso.Exact(new DateTimeOffset(2026, 11, 1, 8, 30, 0, TimeSpan.Zero)));
        Assert.Equal("1 Nov 2026 01:30 CAISO (UTC−8) · 1 Nov 2026 09:30 UTC", caiso.Exact(new DateTimeOffset(2026, 11, 1, 9, 30, 0, TimeSpan.Zero)));
        Assert.Equal("1 Nov 2026 09:30 UTC", MarketTime.Of(null).Exact(new DateTimeOffset(2026, 11, 1, 9, 30, 0, TimeSpan.Zero)));
        Assert.Equal(CultureInfo.GetCultureInfo("en"), CultureInfo.CurrentCulture);
    }
}
