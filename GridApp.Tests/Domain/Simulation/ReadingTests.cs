using GridApp.Domain;
using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Reading;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>Reading RTS-GMLC.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void Grid_HasWhatTheSourceCounts()
    {
        Assert.Equal((73, 120, 1, 158), (Rts.Grid.Buses.Count, Rts.Grid.Branches.Count, Rts.Grid.DcLines.Count, Rts.Grid.Units.Count));
        Assert.Equal(155, Rts.Grid.Units.Count(unit => unit.MaxMw > 0));
        Assert.Equal(8550, Rts.Grid.Buses.Sum(bus => bus.LoadMw), 6);
        Assert.Equal(16, Rts.Grid.Units.Count(unit => unit.Fuel == Fuel.Coal));
    }

    [Fact]
    public void Zones_AreNamedByTheirNumber_NotAsTheTableWritesIt()
    {
        Assert.Equal("11", Rts.Grid.Buses[0].Zone);
        Assert.DoesNotContain(Rts.Grid.Buses, bus => bus.Zone.Contains('.', StringComparison.Ordinal));
    }

    [Fact]
    public void Units_HaveCostsByTheirHeatCurve()
    {
        var unit = Rts.Grid.Units[Rts.Unit("107_CC_1")];
        // 170 MW at 7,222 BTU/kWh, then 5,970, 6,892 and 7,854; gas at 3.88722 $/MMBTU.
        Assert.Equal(170 * 7.222 * 3.88722, unit.Heat!.MinimumCost, 3);
        Assert.Equal([5.970 * 3.88722, 6.892 * 3.88722, 7.854 * 3.88722], Enumerable.Range(0, 3).Select(unit.Heat.Price).ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(355, 170 + unit.Heat.Pieces.Sum(piece => piece.Mw), 6);
        Assert.Equal(118, unit.Heat.Emissions.CarbonDioxide);
        Assert.Null(Rts.Grid.Units[Rts.Unit("101_STEAM_3")].Heat!.Emissions.SulfurDioxide);
    }

    [Fact]
    public void Stores_AreReadFromTheirTable()
    {
        Assert.Equal(new EnergyStore(150, 75, 50, 0.85), Rts.Grid.Units[Rts.Unit("313_STORAGE_1")].Store);
        Assert.Equal(1200, Rts.Grid.Units[Rts.Unit("212_CSP_1")].Store!.CapacityMwh, 9);
    }

    [Fact]
    public void Year_IsWhole()
    {
        Assert.Equal([1, 2, 3], Rts.Year.LoadForecast.Keys.Order());
        Assert.All(Rts.Year.LoadShape.Values, series => Assert.Equal(SourceYear.StepCount, series.Length));
        Assert.Equal(20 + 25 + 31 + 4 + 1, Rts.Year.Hourly.Count);
        Assert.Equal(4, Rts.Year.Wind.Count);
    }

    [Fact]
    public void TheUtilitiesLoad_IsTheAreasForecast_InAnotherScale()
    {
        // What lets it shape the hours: its hourly mean is the forecast times one number, in every hour of the year.
        foreach (var area in Rts.Year.LoadForecast.Keys)
        {
            var ratios = Enumerable.Range(0, SourceYear.HourCount)
                .Select(hour => Rts.Year.LoadForecast[area][hour] / Rts.Year.LoadShape[area].Skip(hour * 12).Take(12).Average()).ToArray();
            Assert.InRange(ratios.Max() / ratios.Min(), 1, 1.001);
        }
    }

    [Theory]
    [InlineData("Bus ID,Bus Name\n101,Abel\n", "bus.csv has no column 'BaseKV'.")]
    [InlineData("", "bus.csv is empty.")]
    [InlineData("Bus ID,Bus Name,BaseKV,MW Load,Area,Zone,lat,lng\n101,Abel,x,1,1,1,0,0\n", "bus.csv, row 2: 'x' in column 'BaseKV' is not a number.")]
    [InlineData("Bus ID,Bus Name,BaseKV,MW Load,Area,Zone,lat,lng\n101,Abel,138\n", "bus.csv, row 2: 3 fields where the header has 8.")]
    [InlineData("Bus ID,Bus Name,BaseKV,MW Load,Area,Zone,lat,lng\n101,A,138,1,1,1,0,0\n101,B,138,1,1,1,0,0\n", "bus.csv, row 3: bus 101 is there twice.")]
    public void ABrokenTable_IsNamedWithRowAndColumn(string bus, string sentence)
    {
        var empty = new StringReader("");
        var outcome = RtsGmlcGrid.Read(new RtsGmlcSource(new StringReader(bus), empty, empty, empty, empty));
        Assert.Equal(sentence, Assert.IsType<Unreadable>(outcome.Failure).Sentence);
    }

    [Theory]
    [InlineData("Year,Month,Day,Period,1\n2020,1,1,1,5\n", "DAY_AHEAD_wind.csv has 1 rows where the year 2020 has 8784.")]
    [InlineData("Year,Month,Day,Hour,1\n", "DAY_AHEAD_wind.csv: the header has to begin with Year,Month,Day,Period and name a series.")]
    [InlineData("Year,Month,Day,Period,1\n2020,1,1,1,?\n", "DAY_AHEAD_wind.csv, row 2: '?' is not a number.")]
    public void ABrokenSeries_IsNamedWithItsRow(string wind, string sentence)
    {
        var empty = new StringReader("");
        var outcome = RtsGmlcYear.Read(new RtsGmlcSeries(empty, [], new StringReader(wind), empty, empty, empty, empty, empty));
        Assert.Equal(sentence, Assert.IsType<Unreadable>(outcome.Failure).Sentence);
    }
}
