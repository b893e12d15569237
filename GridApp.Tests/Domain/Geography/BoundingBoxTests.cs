using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Geography;

namespace GridApp.Tests.Domain.Geography;

public sealed class BoundingBoxTests
{
    [Theory]
    [InlineData("-125,32,-114,42", -120, 37, true)]
    [InlineData("-125,32,-114,42", -125, 32, true)]
    [InlineData("-125,32,-114,42", -114, 42, true)]
    [InlineData("-125,32,-114,42", -113.9999, 37, false)]
    [InlineData("-125,32,-114,42", -120, 42.0001, false)]
    [InlineData(" -125 , 32 , -114 , 42 ", -120, 37, true)]
    [InlineData("0,0,0,0", 0, 0, true)]
    public void Contains_PlainBox_IncludesItsEdges(string text, double longitude, double latitude, bool inside) =>
        Assert.Equal(inside, BoundingBox.Parse(text).Value.Contains(longitude, latitude));

    [Theory]
    [InlineData("170,-50,-170,50", 175, true)]
    [InlineData("170,-50,-170,50", -175, true)]
    [InlineData("170,-50,-170,50", 180, true)]
    [InlineData("170,-50,-170,50", -180, true)]
    [InlineData("170,-50,-170,50", 0, false)]
    [InlineData("170,-50,-170,50", 169, false)]
    [InlineData("170,-50,-170,50", -169, false)]
    [InlineData("10,-50,0,50", 5, false)]
    [InlineData("10,-50,0,50", -5, true)]
    public void Contains_WestGreaterThanEast_CrossesTheDateLine(string text, double longitude, bool inside) =>
        Assert.Equal(inside, BoundingBox.Parse(text).Value.Contains(longitude, 0));

    [Theory]
    [InlineData("170,-50,190,50", -175, true)]
    [InlineData("170,-50,190,50", -169, false)]
    [InlineData("190,-50,200,50", -165, true)]
    [InlineData("190,-50,200,50", 165, false)]
    [InlineData("-200,-50,-150,50", 165, true)]
    [InlineData("-200,-50,-150,50", -151, true)]
    [InlineData("-200,-50,-150,50", 159, false)]
    [InlineData("-560,-50,-510,50", 165, true)]
    [InlineData("350,-50,370,50", 0, true)]
    [InlineData("350,-50,370,50", 11, false)]
    [InlineData("170,-50,180,50", -180, true)]
    [InlineData("-180,-50,-170,50", 180, true)]
    [InlineData("180,-50,190,50", -180, true)]
    [InlineData("180,-50,190,50", 180, true)]
    public void Contains_BeyondTheDateLine_Wraps(string text, double longitude, bool inside) =>
        Assert.Equal(inside, BoundingBox.Parse(text).Value.Contains(longitude, 0));

    [Theory]
    [InlineData("-180,-90,180,90")]
    [InlineData("-400,-90,400,90")]
    [InlineData("0,-90,360,90")]
    [InlineData("-1000000,-90,1000000,90")]
    public void Contains_FullTurnOrMore_IsTheWholeWorld(string text)
    {
        BoundingBox box = BoundingBox.Parse(text).Value;
        foreach (double longitude in new[] { -180, -179.9999, -90, 0, 90.5, 179.9999, 180 })
            Assert.True(box.Contains(longitude, 12), longitude.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,5")]
    [InlineData("a,b,c,d")]
    [InlineData("1;2;3;4")]
    [InlineData("1,2,,4")]
    [InlineData("NaN,0,1,1")]
    [InlineData("0,0,Infinity,1")]
    [InlineData("0,0,1e999,1")]
    [InlineData("1,5,0,1,5,0")]
    public void Parse_NotFourNumbers_IsUnreadable(string? text) => Assert.IsType<Unreadable>(BoundingBox.Parse(text).Failure);

    [Theory]
    [InlineData("0,-91,1,1")]
    [InlineData("0,0,1,90.0001")]
    [InlineData("0,10,1,5")]
    public void Parse_ImpossibleLatitudes_AreInvalid(string text)
    {
        Invalid failure = Assert.IsType<Invalid>(BoundingBox.Parse(text).Failure);
        Assert.Contains("bbox", failure.Errors.Keys);
    }

    [Fact]
    public void Parse_UnderATurkishCulture_ReadsPoints()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        try
        {
            BoundingBox box = BoundingBox.Parse("28.5,40.5,29.5,41.5").Value;
            Assert.True(box.Contains(29, 41));
            Assert.Equal("28.5,40.5,29.5,41.5", box.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("170,-50,-170,50")]
    [InlineData("170,-50,190,50")]
    [InlineData("-125,32,-114,42")]
    [InlineData("-180,-90,180,90")]
    public void ToString_ReadBack_IsTheSameBox(string text)
    {
        BoundingBox box = BoundingBox.Parse(text).Value;
        Assert.Equal(box, BoundingBox.Parse(box.ToString()).Value);
    }

    [Fact]
    public void Contains_NotANumber_IsOutside() => Assert.False(BoundingBox.Parse("-180,-90,180,90").Value.Contains(double.NaN, double.NaN));

    [Theory]
    [InlineData("0,0,10,10", 9, 9, 20, 20, true, false)]
    [InlineData("0,0,10,10", 10, 10, 20, 20, true, false)]
    [InlineData("0,0,10,10", 11, 0, 20, 10, false, false)]
    [InlineData("0,0,10,10", 1, 1, 9, 9, true, true)]
    [InlineData("170,-20,-170,20", -175, 0, -172, 10, true, true)]
    [InlineData("170,-20,-170,20", 150, 0, 160, 10, false, false)]
    [InlineData("170,-20,-170,20", -171, 0, -160, 10, true, false)]
    [InlineData("-200,-90,200,90", -180, -90, 180, 90, true, true)]
    public void OtherBoxes_TouchOrLieWithin(string text, double west, double south, double east, double north, bool touches, bool within)
    {
        var box = BoundingBox.Parse(text).Value;
        Assert.Equal(touches, box.Overlaps(west, south, east, north));
        Assert.Equal(within, box.Covers(west, south, east, north));
    }

    [Fact]
    public void ABoxAcrossTheDateLine_IsTwoPieces() =>
        Assert.Equal([(170, -20, 180, 20), (-180, -20, -170, 20)], BoundingBox.Parse("170,-20,-170,20").Value.Pieces());

    [Fact]
    public void AroundMost_AFewPointsOnTheWrongContinent_DoNotCount()
    {
        var longitudes = Enumerable.Range(0, 993).Select(i => -124 + (i / 100.0)).Concat(Enumerable.Repeat(42.0, 4)).ToList();
        var latitudes = Enumerable.Range(0, 993).Select(i => 32 + (i / 100.0)).Concat(Enumerable.Repeat(42.0, 4)).ToList();

        var box = BoundingBox.AroundMost(longitudes, latitudes)!.Value;

        Assert.True(box.East < -114, box.ToString());
        Assert.InRange(box.West, -124, -123.9);
    }

    [Fact]
    public void AroundMost_FewPoints_AllCount_AndNone_IsNowhere()
    {
        Assert.Equal(BoundingBox.Of(-3, 1, 5, 8).Value, BoundingBox.AroundMost([5, -3, 0], [1, 8, 4]));
        Assert.Null(BoundingBox.AroundMost([], []));
    }
}
