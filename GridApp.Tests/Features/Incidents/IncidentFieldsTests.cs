using GridApp.Features.Incidents;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentFieldsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private static readonly IncidentSubject Plant = new(7, null, "Delta", "CAISO", "gas", 880, 1, false, [new(3, "A", 400), new(4, "B", 480)]);

    private static (IncidentDraft Draft, IReadOnlyList<FieldFault> Faults) Read(params (string Field, string Text)[] typed)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["type"] = "forced", ["reason"] = "Tube leak", ["affectedMw"] = "655" };
        foreach ((string field, string text) in typed)
            values[field] = text;
        return new IncidentFields(values).Read(Plant, Pacific, Now);
    }

    [Fact]
    public void Read_WhatWasTyped_IsTheReportOnTheMarketsClock()
    {
        (IncidentDraft draft, IReadOnlyList<FieldFault> faults) = Read(("start", "2026-11-21T01:05"), ("expectedEnd", "2026-11-22T01:00"), ("unitId", ""), ("causeCode", " "), ("requestKey", "11111111-1111-1111-1111-111111111111"));
        Assert.Empty(faults);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 5, 0, TimeSpan.Zero), draft.Start!.Value.ToUniversalTime());
        Assert.Equal((7, null, 655.0, null), (draft.PlantId, draft.UnitId, draft.AffectedMw, draft.CauseCode));
        Assert.NotNull(draft.RequestKey);
    }

    [Fact]
    public void Read_AnEmptyStart_IsLeftToTheServer() => Assert.Null(Read().Draft.Start);

    [Theory]
    [InlineData("affectedMw", "900", "Fault_AffectedAboveCapacity")]
    [InlineData("affectedMw", "0", "Fault_AffectedNotPositive")]
    [InlineData("affectedMw", "", "Fault_AffectedMissing")]
    [InlineData("affectedMw", "12,5", "Fault_AffectedMissing")]
    [InlineData("reason", " ", "Fault_ReasonMissing")]
    [InlineData("causeCode", "12", "Fault_CauseCodeNotFourDigits")]
    [InlineData("start", "2026-11-21T23:00", "Fault_ForcedInFuture")]
    [InlineData("start", "2026-03-08T02:30", "Time_Missing")]
    [InlineData("start", "2026-11-01T01:30", "Time_Twice")]
    [InlineData("start", "soon", "Time_Unreadable")]
    [InlineData("expectedEnd", "2020-01-01T00:00", "Fault_ExpectedEndNotAfterStart")]
    public void Read_WhatCannotBe_IsToldBesideItsField(string field, string text, string key)
    {
        FieldFault fault = Assert.Single(Read((field, text)).Faults);
        Assert.Equal((field, key), (fault.Field, fault.Key));
    }

    [Fact]
    public void Read_OfAUnit_GoesByItsCapacity() => Assert.Equal([400.0], Assert.Single(Read(("unitId", "3")).Faults).Arguments);

    [Fact]
    public void Read_ATimeThatCameTwice_IsTheChosenOne()
    {
        DateTimeOffset first = Read(("start", "2026-11-01T01:30"), ("startChoice", "first")).Draft.Start!.Value;
        DateTimeOffset second = Read(("start", "2026-11-01T01:30"), ("startChoice", "second")).Draft.Start!.Value;
        Assert.Equal(TimeSpan.FromHours(1), second - first);
    }

    [Fact]
    public void Text_OfAnInstant_IsWhatTheFieldTakes() => Assert.Equal("2026-11-21T02:00", TypedMoment.Text(Now, Pacific));
}
