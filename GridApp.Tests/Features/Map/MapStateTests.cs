using System.Globalization;
using GridApp.Domain.Plants;
using GridApp.Features.Map;
using GridApp.Features.Plants;

namespace GridApp.Tests.Features.Map;

public sealed class MapStateTests
{
    [Fact]
    public void ToQuery_Default_IsEmpty() => Assert.Equal("", MapState.Default.ToQuery());

    [Fact]
    public void Parse_Nothing_IsDefault() => Assert.Equal(MapState.Default, MapState.Parse(""));

    [Theory]
    [InlineData("lat=39.5&lng=-96.25&z=4.5")]
    [InlineData("lat=0&lng=0&z=2&color=status&table=plants")]
    [InlineData("fuel=hydro&fuel=wind&status=forced_outage")]
    [InlineData("fuel=nothing&status=nothing")]
    [InlineData("market=ERCOT&plant=17")]
    [InlineData("market=none")]
    [InlineData("lat=-41.2865&lng=179.9999&z=11&color=status&fuel=solar&status=derated&market=DE_LU&plant=2147483647&table=plants")]
    [InlineData("plants=0&prices=surface&kind=DAM&component=congestion&min=-5.5&max=20&nodes=1&at=2026-11-27T22:35Z&zones=iso_boundary&zones=hub&fill=1&lines=1&kv=500&kv=0&node=12&table=nodes")]
    [InlineData("prices=points&kind=DART&at=2026-03-08T10:00:30Z&kv=nothing&zone=3&table=zones")]
    [InlineData("line=7&table=lines")]
    public void ToQuery_OfWhatWasParsed_IsTheSame(string query) => Assert.Equal(query, MapState.Parse("?" + query).ToQuery());

    [Theory]
    [InlineData("lat=91&lng=0")]
    [InlineData("lat=NaN&lng=0")]
    [InlineData("lat=1e999&lng=0&z=5")]
    [InlineData("lat=39")]
    [InlineData("color=<script>&table=yes&plant=-1&market=NOWHERE&plant=1.5")]
    [InlineData("fuel=steam&status=broken")]
    [InlineData("prices=globe&kind=SPOT&component=tax&min=cheap&max=1e99&nodes=yes&at=tomorrow&zones=moon&fill=2&lines=0&kv=12&node=-1&table=all&plants=1")]
    [InlineData("at=0001-01-01T00:00Z")]
    [InlineData("%%%&&==&lat=&lng=&z=")]
    public void Parse_WhatCannotBeRead_CountsAsAbsent(string query) => Assert.Equal(MapState.Default, MapState.Parse(query));

    [Fact]
    public void Parse_KnownAndUnknownFuels_KeepsTheKnown() =>
        Assert.Equal([Fuel.Wind], MapState.Parse("fuel=wind&fuel=steam").Fuels);

    [Fact]
    public void Parse_TurkishCulture_ReadsAndWritesPoints()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            var state = MapState.Parse("lat=39.5&lng=32.25&z=6.5&fuel=wind");
            Assert.Equal((39.5, 32.25, 6.5), state.View);
            Assert.Equal("lat=39.5&lng=32.25&z=6.5&fuel=wind", state.ToQuery());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToQuery_View_IsRoundedAndWithoutMinusZero() =>
        Assert.Equal("lat=39.1235&lng=0&z=4.33", (MapState.Default with { View = (39.12345678, -0.00001, 4.3333) }).ToQuery());

    [Fact]
    public void Toggle_Twice_IsAsBefore()
    {
        var without = MapState.Default.Toggle(Fuel.Coal).Toggle(PlantStatus.Derated);
        Assert.DoesNotContain(Fuel.Coal, without.Fuels);
        Assert.DoesNotContain(PlantStatus.Derated, without.Statuses);
        Assert.True(without.IsFiltered);
        Assert.Equal(MapState.Default, without.Toggle(Fuel.Coal).Toggle(PlantStatus.Derated));
    }

    [Fact]
    public void Unfiltered_KeepsTheView()
    {
        var state = MapState.Parse("lat=1&lng=2&z=3&color=status&fuel=nothing&market=PJM&plant=4&table=1");
        Assert.Equal("lat=1&lng=2&z=3&color=status&plant=4&table=plants", state.Unfiltered().ToQuery());
    }

    [Fact]
    public void FilterOf_AllShown_AsksForAll()
    {
        var filter = MapPlants.FilterOf(MapState.Default);
        Assert.Empty(filter.Fuels);
        Assert.Empty(filter.Statuses);
        Assert.Empty(filter.Markets);
        Assert.Equal("", PlantQueryString.Of(filter));
    }

    [Fact]
    public void FilterOf_Choice_IsTheListsQuery() =>
        Assert.Equal(
            "market=ERCOT&fuel=wind&fuel=solar&status=derated",
            PlantQueryString.Of(MapPlants.FilterOf(MapState.Parse("fuel=solar&fuel=wind&status=derated&market=ERCOT"))));

    [Fact]
    public void Parse_EarlierLinkToTheTable_IsOfThePlants() => Assert.Equal(MapTableKind.Plants, MapState.Parse("table=1").Table);

    [Fact]
    public void ToQuery_PricesOff_SaysNothingOfTheirKind() => Assert.Equal("", MapState.Parse("kind=DAM&component=loss&min=3").ToQuery());

    [Fact]
    public void Parse_MomentWithAnOffset_IsTheSameInstant() => Assert.Equal("at=2026-11-27T22:35Z", MapState.Parse("at=2026-11-27T14:35-08:00").ToQuery());

    [Theory]
    [InlineData(765.0, 500)]
    [InlineData(345.0, 345)]
    [InlineData(138.0, 115)]
    [InlineData(69.0, 1)]
    [InlineData(null, 0)]
    public void LineClass_OfAVoltage_IsTheLeastOfItsClass(double? kv, int expected) => Assert.Equal(expected, LineClasses.Of(kv));
}
