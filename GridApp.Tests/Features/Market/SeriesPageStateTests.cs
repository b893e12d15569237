using GridApp.Features.Market;

namespace GridApp.Tests.Features.Market;

public sealed class SeriesPageStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 5, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, DateTimeOffset> Nothing = [];

    [Fact]
    public void Of_AnEmptyAddress_IsTheSimulatedMarketsWeekUpToItsOwnToday()
    {
        var state = SeriesPageState.Of("", Nothing, Now);

        Assert.Equal("RTS", state.Market.Code);
        Assert.Equal(new DateOnly(2026, 11, 20), state.To); // 21:00 of the day before at UTC-8
        Assert.Equal(7, state.Days);
        Assert.Equal("market?market=RTS&from=2026-11-14&to=2026-11-20", state.Address("market"));
    }

    [Fact]
    public void Of_AMarketWhoseNumbersEndedYearsAgo_ShowsItsLastWeek()
    {
        var newest = new Dictionary<string, DateTimeOffset> { ["EPIAS"] = new(2016, 3, 27, 20, 0, 0, TimeSpan.Zero) };

        var state = SeriesPageState.Of("?market=EPIAS", newest, Now);

        Assert.Equal((new DateOnly(2016, 3, 21), new DateOnly(2016, 3, 27)), (state.From, state.To));
    }

    [Fact]
    public void Of_NumbersOfTomorrow_StopsAtToday() =>
        Assert.Equal(new DateOnly(2026, 11, 20), SeriesPageState.Of("", new Dictionary<string, DateTimeOffset> { ["RTS"] = Now.AddHours(20) }, Now).To);

    [Theory]
    [InlineData("market=EPIAS&from=2016-03-27&to=2016-03-27", 23)]
    [InlineData("market=DE_LU&from=2026-10-25&to=2026-10-25", 25)]
    [InlineData("market=PJM&from=2026-11-01&to=2026-11-02", 49)]
    public void Span_OverAChangeOfTheClock_HasTheMarketsHours(string query, int hours)
    {
        var state = SeriesPageState.Of(query, Nothing, Now);
        Assert.Equal(hours, (state.End - state.Start).TotalHours);
    }

    [Fact]
    public void Span_OfADay_IsWrittenInUtc() =>
        Assert.Equal("start=2026-11-19T21:00:00Z&end=2026-11-20T21:00:00Z", SeriesPageState.Of("market=EPIAS&from=2026-11-20&to=2026-11-20", Nothing, Now).Span());

    [Theory]
    [InlineData("market=RTS&from=2026-11-01&to=2026-11-20&view=table&by=plant&value=settlement")]
    [InlineData("market=NO_1&from=2020-02-29&to=2020-02-29")]
    public void Address_OfWhatItSays_SaysTheSame(string query) =>
        Assert.Equal("generation?" + query, SeriesPageState.Of(query, Nothing, Now).Address("generation"));

    [Theory]
    [InlineData("from=2026-11-20&to=2026-11-10", 11)] // the other way round
    [InlineData("to=2026-02-30", 7)]
    [InlineData("from=1&to=2", 7)]
    [InlineData("market=ATLANTIS", 7)]
    [InlineData("by=colour&value=7&from=2026-11-20", 7)]
    [InlineData("from=1901-01-01&to=2199-01-01", SeriesLimits.LongestDays - 1)]
    public void Of_WhatMeansNothing_IsFilledIn(string query, int days)
    {
        var state = SeriesPageState.Of(query, Nothing, Now);
        Assert.Equal(days, state.Days);
        Assert.Equal((GenerationGrouping.Fuel, GenerationColumn.Actual), (state.By, state.Value));
        Assert.True((state.End - state.Start).TotalDays <= SeriesLimits.LongestDays);
    }

    [Fact]
    public void Moved_AWeek_IsTheWeekBeside()
    {
        var state = SeriesPageState.Of("from=2026-11-08&to=2026-11-14", Nothing, Now);
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 7)), (state.Moved(-1).From, state.Moved(-1).To));
        Assert.Equal(new DateOnly(2026, 11, 14), state.Last(1).From);
    }
}
