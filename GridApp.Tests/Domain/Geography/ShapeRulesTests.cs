using GridApp.Domain.Geography;

namespace GridApp.Tests.Domain.Geography;

public sealed class ShapeRulesTests
{
    private static readonly double[] Square = [0, 0, 2, 0, 2, 2, 0, 2, 0, 0];

    [Fact]
    public void GoodShapes_BreakNoRule()
    {
        Assert.Null(ShapeRules.Check(Polygon(Square)));
        Assert.Null(ShapeRules.Check(new(ShapeKind.Line, [[[1, 1, 2, 2]]])));
        Assert.Null(ShapeRules.Check(new(ShapeKind.Point, [[[180, -90]]])));
    }

    [Theory]
    [InlineData("is impossible", new double[] { 0, 0, 200, 0, 2, 2, 0, 0 })]
    [InlineData("look swapped", new double[] { 40, -120, 41, -120, 41, -119, 40, -120 })]
    [InlineData("metres", new double[] { 500_000, 4_000_000, 600_000, 4_000_000, 600_000, 4_100_000, 500_000, 4_000_000 })]
    [InlineData("not finite", new double[] { 0, 0, double.NaN, 0, 2, 2, 0, 0 })]
    [InlineData("not closed", new double[] { 0, 0, 2, 0, 2, 2, 0, 2 })]
    [InlineData("fewer than four", new double[] { 0, 0, 2, 0, 0, 0 })]
    [InlineData("empty", new double[0])]
    public void BadRing_SaysWhatIsWrong(string words, double[] ring) =>
        Assert.Contains(words, ShapeRules.Check(Polygon(ring)), StringComparison.Ordinal);

    [Fact]
    public void ALine_HasTwoPositions_AndMayStayInOnePlace()
    {
        Assert.Contains("two positions", ShapeRules.Check(new(ShapeKind.Line, [[[1, 1]]])), StringComparison.Ordinal);
        Shape inside = new(ShapeKind.Line, [[[1, 1, 1, 1]]]);
        Assert.Null(ShapeRules.Check(inside));
        Assert.True(ShapeRules.IsOnePlace(inside));
        Assert.False(ShapeRules.IsOnePlace(new(ShapeKind.Line, [[[1, 1, 1, 1]], [[1, 1, 1, 2]]])));
    }

    [Fact]
    public void TooManyPositions_AreRefused() =>
        Assert.Contains("1,000,001", ShapeRules.Check(Polygon(new double[2 * (ShapeRules.MostPositions + 1)])), StringComparison.Ordinal);

    [Fact]
    public void ARingWhoseEndsNearlyMeet_IsClosed_AndAnOpenOneIsLeftToBeRefused()
    {
        var (closed, changed) = ShapeRules.Close(Polygon([0, 0, 2, 0, 2, 2, 0, 1e-7]));
        Assert.True(changed);
        Assert.Equal([0, 0, 2, 0, 2, 2, 0, 1e-7, 0, 0], closed.Parts[0][0]);
        Assert.Null(ShapeRules.Check(closed));
        Assert.False(ShapeRules.Close(Polygon([0, 0, 2, 0, 2, 2, 0, 2])).Changed);
    }

    private static Shape Polygon(double[] ring) => new(ShapeKind.Polygon, [[ring]]);
}
