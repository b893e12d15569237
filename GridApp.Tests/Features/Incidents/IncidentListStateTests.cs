using GridApp.Domain;
using GridApp.Features.Incidents;

namespace GridApp.Tests.Features.Incidents;

public sealed class IncidentListStateTests
{
    private static Outcome<IncidentListState> Of(string address) => IncidentListState.Of(new Uri("http://localhost/" + address));

    [Theory]
    [InlineData("incidents")]
    [InlineData("incidents?tab=history")]
    [InlineData("incidents?tab=scheduled&type=planned&q=a%20b")]
    [InlineData("incidents?sort=name")]
    [InlineData("incidents?zone=Europe%2FIstanbul")]
    [InlineData("incidents?tab=history&start=2026-01-01T00%3A00%3A00Z&end=2026-02-01T00%3A00%3A00Z&market=CAISO&fuel=gas&organizationId=3&sort=-affectedmw")]
    public void Address_ReadBack_IsTheSame(string address) => Assert.Equal(address, Of(address).Value.Address());

    [Theory]
    [InlineData("incidents?tab=later")]
    [InlineData("incidents?sort=colour")]
    [InlineData("incidents?sort=17")]
    [InlineData("incidents?type=sabotage")]
    [InlineData("incidents?start=yesterday")]
    [InlineData("incidents?zone=Europe%2FAtlantis")]
    [InlineData("incidents?zone=")]
    public void Of_AddressThatMeansNothing_IsAFailure(string address) => Assert.NotNull(Of(address).Failure);

    [Fact]
    public void To_AnotherTab_KeepsTheFiltersAndTakesItsOwnOrder()
    {
        IncidentListState history = Of("incidents?market=CAISO&sort=name").Value.To(IncidentTab.History);
        Assert.Equal("incidents?tab=history&market=CAISO", history.Address());
        Assert.Equal(IncidentSort.Newest, history.Sort);
    }

    [Fact]
    public void By_SameColumn_TurnsAround()
    {
        IncidentListState byName = IncidentListState.Default.By(IncidentOrder.Name);
        Assert.False(byName.Sort.Descending);
        Assert.True(byName.By(IncidentOrder.Name).Sort.Descending);
        Assert.True(byName.By(IncidentOrder.AffectedMw).Sort.Descending);
    }

    [Fact]
    public void CsvAddress_Tab_AsksForItsStatusesUnderTheSameFilters() =>
        Assert.Equal("api/v1/incidents?format=csv&type=forced&status=completed&status=cancelled", Of("incidents?tab=history&type=forced&sort=name").Value.CsvAddress());

    [Fact]
    public void IsFiltered_TabAlone_LeavesNothingOut() => Assert.False(Of("incidents?tab=scheduled").Value.IsFiltered);

    [Theory]
    [InlineData("incidents", "UTC")]
    [InlineData("incidents?market=CAISO", "America/Los Angeles")]
    [InlineData("incidents?market=CAISO&market=PJM", "UTC")]
    [InlineData("incidents?market=none", "UTC")]
    [InlineData("incidents?market=CAISO&zone=Europe%2FIstanbul", "Europe/Istanbul")]
    public void Clock_WhoseDaysAreCounted_IsTheChosenOneTheMarketsOrUtc(string address, string clock) => Assert.Equal(clock, Of(address).Value.Clock.Name);

    [Fact]
    public void With_AnotherMarket_KeepsTheDaysAndMovesTheInstants()
    {
        // The eighth of March has 23 hours in California.
        IncidentListState state = Of("incidents?tab=history&start=2026-03-08T00%3A00%3A00Z&end=2026-03-09T00%3A00%3A00Z").Value;
        IncidentListState moved = state.With(state.Filter with { Markets = ["CAISO"] });
        Assert.Equal("incidents?tab=history&start=2026-03-08T08%3A00%3A00Z&end=2026-03-09T07%3A00%3A00Z&market=CAISO", moved.Address());
        Assert.Equal(state, moved.With(moved.Filter with { Markets = [] }) with { Filter = state.Filter });
        Assert.Equal(new DateTimeOffset(2026, 3, 7, 21, 0, 0, TimeSpan.Zero), moved.In("Europe/Istanbul").Filter.Start!.Value.ToUniversalTime());
    }

    [Fact]
    public void With_APeriodThatIsNotOfWholeDays_LeavesItWhereItIs()
    {
        IncidentListState state = Of("incidents?start=2026-03-08T10%3A30%3A00Z").Value;
        Assert.Equal(state.Filter.Start, state.With(state.Filter with { Markets = ["CAISO"] }).Filter.Start);
    }
}
