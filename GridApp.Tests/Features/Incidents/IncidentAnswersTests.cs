using GridApp.Data;
using GridApp.Domain.Incidents;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentAnswersTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly IncidentVersions Versions = new(7, 8, 9);

    private readonly IncidentAnswers answers = new(null!);

    private static IncidentListRequest Request(IncidentFilter filter, int limit = 100, IncidentListForm form = IncidentListForm.GeoJson) =>
        new(filter, IncidentSort.Newest, limit, form);

    private static Actor Person(string role, int? organization) => new(role, 1, organization);

    [Fact]
    public void Answer_HoldsUntilSomethingIsWritten_BeginsOrEnds()
    {
        answers.Keep("a", Versions, Now, Now.AddMinutes(5), [1]);
        Assert.Equal(new byte[] { 1 }, answers.Find("a", Versions, Now));
        Assert.NotNull(answers.Find("a", Versions, Now.AddMinutes(5).AddTicks(-1)));
        Assert.Null(answers.Find("a", Versions, Now.AddMinutes(5)));
        Assert.Null(answers.Find("a", Versions, Now.AddTicks(-1)));
        Assert.Null(answers.Find("a", Versions with { Incidents = 8 }, Now));
        Assert.Null(answers.Find("a", Versions with { Plants = 9 }, Now));
        Assert.Null(answers.Find("a", Versions with { Lines = 10 }, Now));
        Assert.Null(answers.Find("b", Versions, Now));
    }

    [Fact]
    public void Answers_TakeNoMoreThanTheirShare_AndTheLeastUsedGoes()
    {
        byte[] quarter = new byte[IncidentAnswers.MostBytes / 4];
        foreach (string key in new[] { "a", "b", "c", "d" })
            answers.Keep(key, Versions, Now, null, quarter);
        Assert.NotNull(answers.Find("a", Versions, Now));
        answers.Keep("e", Versions, Now, null, quarter);
        Assert.Equal(["a", "c", "d", "e"], new[] { "a", "b", "c", "d", "e" }.Where(key => answers.Find(key, Versions, Now) is not null));
        answers.Keep("f", Versions, Now, null, new byte[quarter.Length + 1]);
        Assert.Null(answers.Find("f", Versions, Now));
    }

    [Fact]
    public void SameQuestion_OfPeopleWhoMayKnowDifferentThings_IsNotTheSame()
    {
        IncidentListRequest request = Request(new IncidentFilter { Statuses = [IncidentStatus.Active] });
        string?[] keys =
        [
            IncidentAnswers.KeyOf(request, Person(Roles.SuperAdmin, null), Now), IncidentAnswers.KeyOf(request, Person(Roles.Analyst, 1), Now),
            IncidentAnswers.KeyOf(request, Person(Roles.Analyst, 2), Now), IncidentAnswers.KeyOf(request, Person(Roles.Analyst, null), Now),
        ];
        Assert.All(keys, Assert.NotNull);
        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(keys[1], IncidentAnswers.KeyOf(request, Person(Roles.Admin, 1), Now));
    }

    [Fact]
    public void WhatIsStillToCome_OrWasKnownOnce_OrIsLong_IsNotKept()
    {
        Actor actor = Person(Roles.Analyst, 1);
        Assert.NotNull(IncidentAnswers.KeyOf(Request(new IncidentFilter { At = Now }), actor, Now));
        Assert.Null(IncidentAnswers.KeyOf(Request(new IncidentFilter { At = Now.AddTicks(1) }), actor, Now));
        Assert.Null(IncidentAnswers.KeyOf(Request(new IncidentFilter { Known = Now.AddDays(-1) }), actor, Now));
        Assert.Null(IncidentAnswers.KeyOf(Request(IncidentFilter.All, IncidentListRequest.DefaultLimit + 1), actor, Now));
        Assert.Null(IncidentAnswers.KeyOf(Request(IncidentFilter.All, form: IncidentListForm.Csv), actor, Now));
    }
}
