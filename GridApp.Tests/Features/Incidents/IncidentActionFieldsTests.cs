using GridApp.Features.Incidents;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentActionFieldsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private static readonly TypedMoment Blank = new(At: null);

    private static readonly IncidentItem Incident = new()
    {
        Id = 1, PlantName = "Delta", Type = "forced", Status = "active", AffectedMw = 60, CapacityMw = 100, Start = Now.AddHours(-5), Simulated = false, Version = 1,
    };

    private static (string Field, string Key)? Fault(IncidentAction action, double? at = null, double? expectedEnd = null, double? remaining = null) =>
        IncidentActionFields.Check(action, Incident, Moment(at), Moment(expectedEnd), remaining, Now).Select(fault => ((string, string)?)(fault.Field, fault.Key)).FirstOrDefault();

    private static TypedMoment Moment(double? hours) => hours is { } h ? new TypedMoment(Now.AddHours(h)) : Blank;

    [Fact]
    public void Check_WhatIsRight_FindsNothing()
    {
        Assert.Null(Fault(IncidentAction.Finish));
        Assert.Null(Fault(IncidentAction.Finish, at: -1));
        Assert.Null(Fault(IncidentAction.Extend, expectedEnd: 3));
        Assert.Null(Fault(IncidentAction.Extend));
        Assert.Null(Fault(IncidentAction.Restore, at: -1, expectedEnd: 3, remaining: 20));
        Assert.Null(Fault(IncidentAction.Cancel));
    }

    [Fact]
    public void Check_EndsThatCannotBe_AreFaults()
    {
        Assert.Equal(("at", "Fault_EndInFuture"), Fault(IncidentAction.Finish, at: 1));
        Assert.Equal(("at", "Fault_EndNotAfterStart"), Fault(IncidentAction.Finish, at: -5));
        Assert.Equal(("expectedEnd", "Fault_ExpectedEndPassed"), Fault(IncidentAction.Extend, expectedEnd: -1));
        Assert.Equal(("expectedEnd", "Fault_ExpectedEndNotAfterRestoration"), Fault(IncidentAction.Restore, at: -1, expectedEnd: -2, remaining: 20));
    }

    [Theory]
    [InlineData(null, "Fault_RemainingNotPositive")]
    [InlineData(0.0, "Fault_RemainingNotPositive")]
    [InlineData(60.0, "Fault_RemainingNotLess")]
    public void Check_NothingRestoredOrEverything_IsAFault(double? remaining, string key) => Assert.Equal(("remainingMw", key), Fault(IncidentAction.Restore, remaining: remaining));
}
