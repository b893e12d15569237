using GridApp.Domain.Simulation.Outages;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>Outages drawn from rates.</summary>
public sealed class OutageTests
{
    private static readonly DateTimeOffset From = new(2024, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ADay_HasTheSameOutages_HoweverItIsAskedFor()
    {
        var one = new OutageSchedule(Rts.Grid, 7);
        var other = new OutageSchedule(Rts.Grid, 7);
        _ = one.Between(From.AddYears(3), From.AddYears(3).AddDays(1));
        Assert.Equal(other.Between(From, From.AddDays(30)), one.Between(From, From.AddDays(30)));
        Assert.NotEqual(new OutageSchedule(Rts.Grid, 8).Between(From, From.AddDays(30)), one.Between(From, From.AddDays(30)));
    }

    [Fact]
    public void UnitsAreOut_AsOftenAsTheirRatesSay()
    {
        var outages = new OutageSchedule(Rts.Grid, 7).Between(OutageSchedule.Epoch, OutageSchedule.Epoch.AddYears(20)).Where(outage => outage.Subject == OutageSubject.Unit).ToLookup(outage => outage.Uid);
        var hours = (OutageSchedule.Epoch.AddYears(20) - OutageSchedule.Epoch).TotalHours;
        foreach (var group in Rts.Grid.Units.Where(unit => unit.Failure.MeanHoursToFailure > 0 && unit.MaxMw > 0).GroupBy(unit => unit.Category).Where(group => group.Count() >= 5))
        {
            var expected = group.Average(unit => unit.Failure.MeanHoursToRepair / (unit.Failure.MeanHoursToRepair + unit.Failure.MeanHoursToFailure));
            var share = group.Average(unit => outages[unit.Uid].Sum(outage => (outage.End!.Value - outage.Start).TotalHours) / hours);
            Assert.InRange(share, expected * 0.8, expected * 1.2);
        }
    }

    [Fact]
    public void ARateOfZero_MeansNever()
    {
        var outages = new OutageSchedule(Rts.Grid, 7).Between(OutageSchedule.Epoch, OutageSchedule.Epoch.AddYears(27));
        Assert.DoesNotContain(outages, outage => outage.Uid.Contains("PV", StringComparison.Ordinal) || outage.Uid.Contains("WIND", StringComparison.Ordinal));
        var never = new OutageSchedule(SmallGrids.Triangle(), 7);
        Assert.Empty(never.Between(OutageSchedule.Epoch, From));
    }

    [Fact]
    public void AnOutage_IsHalfOpen()
    {
        var outage = new Incident(OutageSubject.Unit, "x", From, From.AddHours(1));
        Assert.True(outage.Touches(From, From.AddMinutes(5)));
        Assert.True(outage.Touches(From.AddMinutes(55), From.AddHours(1)));
        Assert.False(outage.Touches(From.AddHours(1), From.AddHours(2)));
        Assert.False(outage.Touches(From.AddHours(-1), From));
        Assert.True((outage with { End = null }).Touches(From.AddYears(1), From.AddYears(2)));
        Assert.False((outage with { End = From }).Touches(From.AddHours(-1), From.AddHours(1)));
    }
}
