using GridApp.Domain.Incidents;

namespace GridApp.Tests.Domain.Incidents;

public sealed class IncidentRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private static readonly IncidentFacts Good = new("forced", "Tube leak", "1000", null, 655, Now.AddHours(-1), Now.AddHours(5), 880);

    private static IEnumerable<(string Field, IncidentRule Rule)> Faults(IncidentFacts facts) => IncidentRules.Check(facts, Now).Select(fault => (fault.Field, fault.Rule));

    [Fact]
    public void Check_WhatIsRight_FindsNothing() => Assert.Empty(Faults(Good));

    [Fact]
    public void Check_OnlyWhatIsNeeded_FindsNothing() => Assert.Empty(Faults(Good with { CauseCode = null, ExpectedEnd = null, Start = Now, AffectedMw = 880 }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Forced")]
    [InlineData("outage")]
    public void Check_UnknownType_IsAFault(string? type) => Assert.Contains(("type", IncidentRule.TypeUnknown), Faults(Good with { Type = type }));

    [Theory]
    [InlineData(null, IncidentRule.AffectedMissing)]
    [InlineData(0.0, IncidentRule.AffectedNotPositive)]
    [InlineData(-5.0, IncidentRule.AffectedNotPositive)]
    [InlineData(double.NaN, IncidentRule.AffectedNotPositive)]
    [InlineData(double.PositiveInfinity, IncidentRule.AffectedNotPositive)]
    [InlineData(880.01, IncidentRule.AffectedAboveCapacity)]
    public void Check_AffectedOutsideTheCapacity_IsAFault(double? mw, IncidentRule rule) => Assert.Equal([("affectedMw", rule)], Faults(Good with { AffectedMw = mw }));

    [Fact]
    public void Check_DustAboveTheCapacity_IsNone() => Assert.Empty(Faults(Good with { AffectedMw = 880.0004 }));

    [Fact]
    public void Check_ForcedInTheFuture_IsAFault_PlannedIsNot()
    {
        Assert.Equal([("start", IncidentRule.ForcedInFuture)], Faults(Good with { Start = Now.AddMinutes(2) }));
        Assert.Empty(Faults(Good with { Type = "planned", Start = Now.AddMinutes(2) }));
        Assert.Empty(Faults(Good with { Type = "derate", Start = Now.AddMinutes(2) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Check_ExpectedEndNotAfterStart_IsAFault(int hours) =>
        Assert.Equal([("expectedEnd", IncidentRule.ExpectedEndNotAfterStart)], Faults(Good with { ExpectedEnd = Good.Start.AddHours(hours) }));

    [Fact]
    public void Check_AbsurdYears_AreFaults()
    {
        Assert.Equal([("start", IncidentRule.StartImpossible)], Faults(Good with { Start = Now.AddYears(-500) }));
        Assert.Equal([("expectedEnd", IncidentRule.ExpectedEndImpossible)], Faults(Good with { ExpectedEnd = Now.AddYears(500) }));
    }

    [Theory]
    [InlineData("100")]
    [InlineData("10000")]
    [InlineData("1O00")]
    [InlineData("١٢٣٤")]
    [InlineData("")]
    public void Check_CauseCodeThatIsNotFourDigits_IsAFault(string code) =>
        Assert.Equal([("causeCode", IncidentRule.CauseCodeNotFourDigits)], Faults(Good with { CauseCode = code }));

    [Fact]
    public void Check_Texts_AreThereAndFit()
    {
        Assert.Equal([("reason", IncidentRule.ReasonMissing)], Faults(Good with { Reason = " " }));
        Assert.Equal([("reason", IncidentRule.ReasonTooLong)], Faults(Good with { Reason = new string('x', 501) }));
        Assert.Equal([("reason", IncidentRule.ReasonUnprintable)], Faults(Good with { Reason = "a\0b" }));
        Assert.Equal([("description", IncidentRule.DescriptionTooLong)], Faults(Good with { Description = new string('x', 4001) }));
        Assert.Equal([("description", IncidentRule.DescriptionUnprintable)], Faults(Good with { Description = "a\0b" }));
    }

    [Fact]
    public void Check_SeveralFaults_AreAllTold() =>
        Assert.Equal(["type", "reason", "affectedMw", "expectedEnd"], Faults(new IncidentFacts(null, null, null, null, 0, Now, Now, 880)).Select(fault => fault.Field));

    [Theory]
    [InlineData(30, 0)]
    [InlineData(60, 0)]
    [InlineData(61, 61)]
    [InlineData(-30, -30)]
    public void Settle_AMomentAFastClockPutsAhead_IsNow(int ahead, int settled) =>
        Assert.Equal(Now.AddSeconds(settled), IncidentRules.Settle(Now.AddSeconds(ahead), Now));
}
