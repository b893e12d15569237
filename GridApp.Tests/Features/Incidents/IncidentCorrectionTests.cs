using GridApp.Features.Incidents;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentCorrectionTests
{
    private static readonly DateTimeOffset Now = SomeIncidents.Noon;
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>More exact than a form shows, and with an imported cause that no person may type.</summary>
    private static readonly IncidentItem Reported = SomeIncidents.Incident(mw: 654.98765, start: Now.AddHours(-3).AddSeconds(17.25), expected: Now.AddHours(5).AddSeconds(3), market: "CAISO") with
    {
        Reason = "Tube leak", CauseCode = "BOILER",
    };

    private static (IncidentDraft Draft, IReadOnlyList<FieldFault> Faults) Read(IncidentItem incident, params (string Field, string Text)[] typed)
    {
        var correction = new IncidentCorrection(incident, Pacific);
        var values = new Dictionary<string, string>(correction.Texts, StringComparer.Ordinal);
        foreach ((string field, string text) in typed)
            values[field] = text;
        return correction.Read(values, Now);
    }

    [Fact]
    public void Read_NothingTouched_IsTheIncidentToTheLastDigit()
    {
        (IncidentDraft draft, IReadOnlyList<FieldFault> faults) = Read(Reported);
        Assert.Equal(IncidentDrafts.Of(Reported), draft);
        Assert.Empty(faults);
    }

    [Fact]
    public void Read_OneFieldTouched_ChangesThatFieldAlone()
    {
        (IncidentDraft draft, IReadOnlyList<FieldFault> faults) = Read(Reported, ("expectedEnd", "2026-11-21T10:30"), ("reason", " Crack "));
        Assert.Equal(IncidentDrafts.Of(Reported) with { ExpectedEnd = new DateTimeOffset(2026, 11, 21, 18, 30, 0, TimeSpan.Zero), Reason = "Crack" }, draft);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("affectedMw", "881", "Fault_AffectedAboveCapacity")]
    [InlineData("affectedMw", "0", "Fault_AffectedNotPositive")]
    [InlineData("affectedMw", "-1", "Fault_AffectedNotPositive")]
    [InlineData("affectedMw", "", "Fault_AffectedMissing")]
    [InlineData("start", "", "Fault_StartMissing")]
    [InlineData("start", "2026-11-21T05:00", "Fault_ForcedInFuture")]
    [InlineData("start", "2026-03-08T02:30", "Time_Missing")]
    [InlineData("start", "2026-11-01T01:30", "Time_Twice")]
    [InlineData("expectedEnd", "2026-11-20T05:00", "Fault_ExpectedEndNotAfterStart")]
    [InlineData("reason", "", "Fault_ReasonMissing")]
    [InlineData("causeCode", "12", "Fault_CauseCodeNotFourDigits")]
    public void Read_WhatCannotBe_IsAFaultOfItsField(string field, string text, string key) =>
        Assert.Equal([(field, key)], Read(Reported, (field, text)).Faults.Select(fault => (fault.Field, fault.Key)));

    [Fact]
    public void Read_OfWhatIsOver_ChangesWordsAlone()
    {
        (IncidentDraft draft, IReadOnlyList<FieldFault> faults) = Read(Reported with { Status = "completed", End = Now.AddHours(-1) }, ("affectedMw", "1"), ("start", ""), ("reason", "Crack"));
        Assert.Equal(IncidentDrafts.Of(Reported) with { Reason = "Crack" }, draft);
        Assert.Empty(faults);
    }

    [Fact]
    public void Texts_OfARepeatedHour_KnowWhichOfTheTwoItWas()
    {
        var second = new DateTimeOffset(2026, 11, 1, 9, 30, 0, TimeSpan.Zero);
        IncidentItem incident = Reported with { Start = second };
        Assert.Equal("second", new IncidentCorrection(incident, Pacific).Texts["startChoice"]);
        Assert.Empty(Read(incident).Faults);
        Assert.Equal(second.AddHours(-1), Read(incident, ("startChoice", "first")).Draft.Start!.Value.ToUniversalTime());
    }

    [Fact]
    public void Onto_WhatSomebodyElseWrote_KeepsWhatWasTypedAndTakesTheRest()
    {
        var mine = new IncidentCorrection(Reported, Pacific);
        var typed = new Dictionary<string, string>(mine.Texts, StringComparer.Ordinal) { ["reason"] = "Crack" };
        Dictionary<string, string> together = mine.Onto(new IncidentCorrection(Reported with { AffectedMw = 700, Reason = "Theirs" }, Pacific), typed);
        Assert.Equal(("700", "Crack"), (together["affectedMw"], together["reason"]));
    }
}
