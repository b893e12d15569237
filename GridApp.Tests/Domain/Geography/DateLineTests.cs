using GridApp.Domain.Geography;

namespace GridApp.Tests.Domain.Geography;

public sealed class DateLineTests
{
    [Fact]
    public void ARingAcrossTheDateLine_GoesOnBeyondIt_AndItsHoleWithIt()
    {
        var fiji = new Shape(ShapeKind.Polygon, [[[177, -19, -178, -19, -178, -16, 177, -16, 177, -19], [-179.5, -18, -179, -18, -179, -17, -179.5, -18]]]);
        Assert.True(DateLine.IsCrossedBy(fiji));
        var unrolled = DateLine.Unroll(fiji)!;
        Assert.Equal([177, -19, 182, -19, 182, -16, 177, -16, 177, -19], unrolled.Parts[0][0]);
        Assert.Equal([180.5, -18, 181, -18, 181, -17, 180.5, -18], unrolled.Parts[0][1]);
    }

    [Fact]
    public void ALineAcrossTheDateLine_GoesOnWestwards() =>
        Assert.Equal([-179, 50, -181, 51, -185, 52], DateLine.Unroll(new(ShapeKind.Line, [[[-179, 50, 179, 51, 175, 52]]]))!.Parts[0][0]);

    [Fact]
    public void TheEdgeOfTheMap_IsNoJump() =>
        Assert.False(DateLine.IsCrossedBy(new(ShapeKind.Polygon, [[[-180, -90, 180, -90, 180, -70, -180, -70, -180, -90]]])));

    [Fact]
    public void ARingAroundAPole_EnclosesNothing() =>
        Assert.Null(DateLine.Unroll(new(ShapeKind.Polygon, [[[-170, -70, -60, -70, 60, -70, 170, -70, -170, -70]]])));
}
