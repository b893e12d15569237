using GridApp.Components;
using GridApp.Features.Incidents;
using static GridApp.Tests.Features.Incidents.SomeIncidents;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentLanesTests
{
    private static readonly DateTimeOffset Start = Noon.AddDays(-5);

    private static readonly DateTimeOffset End = Noon.AddDays(5);

    [Fact]
    public void Of_Overlapping_GoBelowEachOther()
    {
        IncidentLanes lanes = IncidentLanes.Of(
            [Incident(start: Start, end: Noon, id: 1), Incident(start: Start.AddDays(1), end: End, id: 2), Incident(start: Noon, end: End, id: 3)], Start, End, Noon);
        Assert.Equal(2, lanes.Rows);
        Assert.Equal([0, IncidentLanes.Height, 0], lanes.Bars.Select(bar => bar.Y));
        Assert.Equal(["0%", "10%", "50%"], lanes.Bars.Select(bar => bar.X));
        Assert.Equal("50%", lanes.Bars[0].Width);
    }

    [Fact]
    public void Of_NoEnd_LastsToTheExpectedOneOrTheEdge()
    {
        IncidentLanes lanes = IncidentLanes.Of(
            [Incident(start: Noon, expected: Noon.AddDays(1), id: 1), Incident(start: Noon, expected: Noon.AddDays(-1), id: 2)], Start, End, Noon);
        Assert.Equal(["10%", "50%"], lanes.Bars.Select(bar => bar.Width));
    }

    [Fact]
    public void Of_OneMinute_CanStillBeSeen() =>
        Assert.Equal("0.4%", IncidentLanes.Of([Incident(start: Noon, end: Noon.AddMinutes(1))], Start, End, Noon).Bars[0].Width);

    [Fact]
    public void Of_MoreAtOnceThanLanes_LeavesTheRestToTheTable() =>
        Assert.Equal(6, IncidentLanes.Of(Enumerable.Range(1, 9).Select(id => Incident(start: Noon, id: id)), Start, End, Noon).Bars.Count);
}

public sealed class IncidentStepsTests
{
    private static IncidentSegmentItem Segment(double mw, DateTimeOffset start, DateTimeOffset? end, DateTimeOffset? expected = null) => new("forced", start, end, expected, mw, start, null);

    [Fact]
    public void Of_StretchesWithAGap_GoesToZeroBetweenThem()
    {
        var (steps, until) = IncidentSteps.Of([Segment(100, Noon.AddHours(-9), Noon.AddHours(-6)), Segment(50, Noon.AddHours(-3), Noon.AddHours(-1))], Noon);
        Assert.Equal([new MwStep(Noon.AddHours(-9), 100), new MwStep(Noon.AddHours(-6), 0), new MwStep(Noon.AddHours(-3), 50)], steps);
        Assert.Equal(Noon.AddHours(-1), until);
    }

    [Fact]
    public void Of_OneThatLasts_GoesOnPastNow()
    {
        var (steps, until) = IncidentSteps.Of([Segment(100, Noon.AddHours(-10), null)], Noon);
        Assert.Single(steps);
        Assert.True(until > Noon);
    }

    [Fact]
    public void Of_ExpectedBack_ComesBackThere()
    {
        var (steps, until) = IncidentSteps.Of([Segment(100, Noon.AddHours(-1), null, Noon.AddHours(4))], Noon);
        Assert.Equal([new MwStep(Noon.AddHours(-1), 100), new MwStep(Noon.AddHours(4), 0)], steps);
        Assert.True(until > Noon.AddHours(4));
    }

    [Fact]
    public void Of_Cancelled_IsNothing() => Assert.Empty(IncidentSteps.Of([], Noon).Steps);
}

public sealed class NeighbourScopeTests
{
    [Theory]
    [InlineData(null, null, "incidents/5")]
    [InlineData("250", null, "incidents/5?km=250")]
    [InlineData("100", "6", "incidents/5?hours=6")]
    [InlineData("-3", "99999", "incidents/5")]
    [InlineData("near", "1e9", "incidents/5")]
    public void Address_OfWhatAnAddressSaid_IsTheShortest(string? km, string? hours, string address) => Assert.Equal(address, NeighbourScope.Of(km, hours).Address(5));

    [Fact]
    public void Wider_OfEachRadius_IsTheNextUntilThereIsNone()
    {
        Assert.Equal(250, new NeighbourScope(100, 24).Wider);
        Assert.Null(new NeighbourScope(500, 24).Wider);
    }

    [Theory]
    [InlineData(0, 1, 0, 90)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, -1, 0, -90)]
    [InlineData(0, -179, 179, 90)]
    public void Bearing_ToASideOfTheWorld_IsThatSide(double latitude, double longitude, double fromLongitude, double degrees) =>
        Assert.Equal(degrees, double.RadiansToDegrees(IncidentNeighbours.Bearing(0, fromLongitude, latitude, longitude)), 6);
}
