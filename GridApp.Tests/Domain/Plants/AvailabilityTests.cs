using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;

namespace GridApp.Tests.Domain.Plants;

public sealed class AvailabilityTests
{
    private static Reduction Forced(double mw) => new(IncidentType.Forced, mw);

    private static Reduction Planned(double mw) => new(IncidentType.Planned, mw);

    private static Reduction Maintenance(double mw) => new(IncidentType.Maintenance, mw);

    private static Reduction Derate(double mw) => new(IncidentType.Derate, mw);

    [Fact]
    public void Of_NoReductions_AllIsAvailable() => Assert.Equal(new Availability(PlantStatus.Available, 200), Availability.Of(200));

    [Fact]
    public void Of_CapacityZeroWithoutReductions_IsAvailable() => Assert.Equal(new Availability(PlantStatus.Available, 0), Availability.Of(0));

    [Fact]
    public void Of_CapacityZeroAndForced_IsForced() => Assert.Equal(PlantStatus.ForcedOutage, Availability.Of(0, Forced(0)).Status);

    [Fact]
    public void Of_AllForced_IsForcedOutage() => Assert.Equal(new Availability(PlantStatus.ForcedOutage, 0), Availability.Of(200, Forced(200)));

    [Fact]
    public void Of_NothingLeftByPlannedAndForced_IsForcedOutage() =>
        Assert.Equal(PlantStatus.ForcedOutage, Availability.Of(200, Planned(150), Forced(50)).Status);

    [Fact]
    public void Of_NothingLeftByDerateAndForced_IsForcedOutage() =>
        Assert.Equal(PlantStatus.ForcedOutage, Availability.Of(200, Derate(199), Forced(1)).Status);

    [Fact]
    public void Of_NothingLeftByPlanned_IsPlannedMaintenance() =>
        Assert.Equal(new Availability(PlantStatus.PlannedMaintenance, 0), Availability.Of(200, Planned(200)));

    [Fact]
    public void Of_NothingLeftByMaintenance_IsPlannedMaintenance() =>
        Assert.Equal(PlantStatus.PlannedMaintenance, Availability.Of(200, Maintenance(120), Derate(80)).Status);

    [Fact]
    public void Of_NothingLeftByDeratesAlone_IsDerated() => Assert.Equal(new Availability(PlantStatus.Derated, 0), Availability.Of(200, Derate(200)));

    [Fact]
    public void Of_PartForced_IsDerated() => Assert.Equal(new Availability(PlantStatus.Derated, 150), Availability.Of(200, Forced(50)));

    [Fact]
    public void Of_MoreThanTheCapacity_IsClippedAtZero() => Assert.Equal(new Availability(PlantStatus.ForcedOutage, 0), Availability.Of(200, Forced(150), Forced(150)));

    [Fact]
    public void Of_DustOfBinaryFractions_CountsAsNothing() =>
        Assert.Equal(new Availability(PlantStatus.ForcedOutage, 0), Availability.Of(0.3 + 0.0000001, Forced(0.1), Forced(0.2)));

    [Theory]
    [InlineData(0)]
    [InlineData(-50)]
    [InlineData(double.NaN)]
    public void Of_ReductionThatIsNotPositive_TakesAndAddsNothing(double mw) =>
        Assert.Equal(new Availability(PlantStatus.Available, 200), Availability.Of(200, Forced(mw)));

    [Theory]
    [InlineData(PlantStatus.Available, "available")]
    [InlineData(PlantStatus.Derated, "derated")]
    [InlineData(PlantStatus.ForcedOutage, "forced_outage")]
    [InlineData(PlantStatus.PlannedMaintenance, "planned_maintenance")]
    public void Code_EveryStatus_ReadsBack(PlantStatus status, string code)
    {
        Assert.Equal(code, status.Code());
        Assert.True(PlantStatusCodes.TryParse(code, out PlantStatus read));
        Assert.Equal(status, read);
    }

    [Fact]
    public void Code_EveryMember_HasOne() => Assert.Equal(Enum.GetValues<PlantStatus>().Length, PlantStatusCodes.All.Count);

    [Theory]
    [InlineData("")]
    [InlineData("Available")]
    [InlineData("forced-outage")]
    [InlineData("0")]
    public void TryParse_OtherWords_False(string text) => Assert.False(PlantStatusCodes.TryParse(text, out _));
}
