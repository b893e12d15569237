using GridApp.Domain.Geography;
using GridApp.Domain.Markets;

namespace GridApp.Tests.Domain.Geography;

public sealed class ZoneRulesTests
{
    private static readonly Shape Square = new(ShapeKind.Polygon, [[[0, 0, 2, 0, 2, 2, 0, 0]]]);
    private static readonly Shape Place = new(ShapeKind.Point, [[[0, 0]]]);

    [Fact]
    public void Types_AreTheContractsWords()
    {
        Assert.Equal("iso_boundary load_zone transmission_zone settlement_zone pricing_zone reserve_zone balancing_authority bidding_zone hub".Split(' '), ZoneTypes.All);
        Assert.Equal(Enum.GetValues<ZoneType>().Length, ZoneTypes.All.Count);
        foreach (var type in Enum.GetValues<ZoneType>())
        {
            Assert.True(ZoneTypes.TryParse(type.Code(), out var read));
            Assert.Equal(type, read);
        }

        Assert.False(ZoneTypes.TryParse("Load Zone", out _));
    }

    [Theory]
    [InlineData("Load Zone", ZoneType.LoadZone)]
    [InlineData("LOAD_ZONE", ZoneType.LoadZone)]
    [InlineData("RTO", ZoneType.IsoBoundary)]
    [InlineData("bidding zone", ZoneType.BiddingZone)]
    [InlineData("Trading Hub", ZoneType.Hub)]
    [InlineData("Balancing Area", ZoneType.BalancingAuthority)]
    public void SourcesWords_AreUnderstood(string word, ZoneType type) => Assert.Equal(type, ZoneTypes.FromSource(word));

    [Theory]
    [InlineData("county")]
    [InlineData("")]
    [InlineData(null)]
    public void WordsNobodyKnows_AreNoType(string? word) => Assert.Null(ZoneTypes.FromSource(word));

    [Fact]
    public void Zones_ArePolygons_AndHubsAreSinglePoints()
    {
        Assert.Empty(ZoneRules.Check(new("A", "A", "load_zone", Square)));
        Assert.Empty(ZoneRules.Check(new("A", "A", "hub", Place)));
        Assert.Contains("only hubs", Sentence(new("A", "A", "load_zone", Place)), StringComparison.Ordinal);
        Assert.Contains("single point", Sentence(new("A", "A", "hub", Square)), StringComparison.Ordinal);
        Assert.Contains("single point", Sentence(new("A", "A", "hub", new(ShapeKind.Point, [[[0, 0]], [[1, 1]]]))), StringComparison.Ordinal);
        Assert.Contains("line", Sentence(new("A", "A", "load_zone", new(ShapeKind.Line, [[[0, 0, 1, 1]]]))), StringComparison.Ordinal);
        Assert.Contains("no shape", Sentence(new("A", "A", "load_zone", null)), StringComparison.Ordinal);
    }

    [Fact]
    public void FactsThatAreMissingOrTooLong_NameTheirFields() =>
        Assert.Equal(["code", "name", "parent", "type"], ZoneRules.Check(new("", new string('x', 201), "county", Square, new string('p', 65))).Select(fault => fault.Field));

    [Fact]
    public void Lines_HaveVoltagesAndLimitsOfThisWorld()
    {
        var good = new LineFacts("L", "Line", null, 345, 500, "A", "B", null);
        Assert.Empty(LineRules.Check(good));
        Assert.Equal(["voltageKv"], Fields(good with { VoltageKv = 345_000 }));
        Assert.Equal(["voltageKv", "limitMw"], Fields(good with { VoltageKv = -1, LimitMw = double.NaN }));
        Assert.Equal(["kind"], Fields(good with { Kind = "pipeline" }));
        Assert.Equal(["geometry"], Fields(good with { Shape = Square }));
        Assert.Equal("dc_line", LineKinds.FromSource("HVDC"));

        static IEnumerable<string> Fields(LineFacts facts) => LineRules.Check(facts).Select(fault => fault.Field);
    }

    [Fact]
    public void SwappedNumbers_AreSuspectedWhereTheMarketCannotBe()
    {
        var germany = MarketCatalogue.Find("DE_LU");
        Assert.True(Whereabouts.LooksSwapped(Box(48, 7, 54, 14), germany));
        Assert.False(Whereabouts.LooksSwapped(Box(7, 48, 14, 54), germany));
        Assert.False(Whereabouts.LooksSwapped(Box(7, 48, 14, 54), null));

        // Türkiye is where it is, swapped or not: nothing can be said.
        Assert.False(Whereabouts.LooksSwapped(Box(37, 37, 40, 40), MarketCatalogue.Find("EPIAS")));
    }

    [Fact]
    public void ZoomSteps_ServeEveryZoomUpToThem()
    {
        Assert.Equal([4, 4, 6, 10, null], new[] { 0, 4, 5, 9, 11 }.Select(MapZoom.StepFor));
    }

    [Fact]
    public void AQuarterOfTheEquator_IsTenThousandKilometres() => Assert.Equal(10_007.5, GreatCircle.LengthKm([0, 0, 45, 0, 90, 0]), 0.1);

    private static Shape Box(double west, double south, double east, double north) => new(ShapeKind.Polygon, [[[west, south, east, south, east, north, west, north, west, south]]]);

    private static string Sentence(ZoneFacts facts) => Assert.Single(ZoneRules.Check(facts)).Sentence;
}
