using System.Text;
using GridApp.Domain.Geography;
using GridApp.Importing;
using GridApp.Importing.Files;

namespace GridApp.Tests.Importing.Geography;

public sealed class GeoJsonTableTests : IDisposable
{
    private const long Limit = 1L << 30;

    private readonly TempFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Features_AreRowsUnderTheNamesOfAllProperties()
    {
        using var table = Open("""
            {"type":"FeatureCollection","name":"x","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[
              {"type":"Feature","properties":{"a":1,"b":"ş\"x","c":null},"geometry":{"type":"Point","coordinates":[1,2]}},
              {"geometry":{"coordinates":[[1,2,9],[3,4,9]],"type":"LineString"},"id":"way/1","properties":{"d":true,"a":{"deep":[1]}},"type":"Feature"},
              {"type":"Feature","properties":null,"geometry":null},
              7
            ],"bbox":[0,0,1,1]}
            """);
        Assert.Equal(["a", "b", "c", "d", GeoJsonTable.FeatureId], table.Header);
        Assert.True(table.Next());
        Assert.Equal((1, "1", "ş\"x", "", "", ""), (table.Row, table[0], table[1], table[2], table[3], table[4]));
        Assert.Equal([1, 2], table.Shape!.Parts[0][0]);
        Assert.True(table.Next());
        Assert.Equal((2, """{"deep":[1]}""", "", "true", "way/1"), (table.Row, table[0], table[1], table[3], table[4]));
        Assert.Equal((ShapeKind.Line, true), (table.Shape!.Kind, table.Shape.HadMoreNumbers));
        Assert.True(table.Next());
        Assert.Equal((3, null, null), (table.Row, table.Shape, table.ShapeFault));
        Assert.True(table.Next());
        Assert.Contains("no feature", table.Fault, StringComparison.Ordinal);
        Assert.False(table.Next());
    }

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0.1,0.1],[0.2,0.1],[0.2,0.2],[0.1,0.1]]]}""", 1, 8)]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[]]}""", 2, 4)]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[0,0],[1,0]],[[5,5],[6,6]]]}""", 2, 4)]
    [InlineData("""{"type":"MultiPoint","coordinates":[[0,0],[1,0]]}""", 2, 2)]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", 0, 0)]
    public void Geometries_AreRead(string geometry, int parts, int positions)
    {
        using var table = Open(Collection(geometry));
        Assert.True(table.Next());
        Assert.Null(table.ShapeFault);
        Assert.Equal((parts, positions), (table.Shape!.Parts.Count, table.Shape.Positions));
    }

    [Theory]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""", "GeometryCollection")]
    [InlineData("""{"coordinates":[1,2]}""", "no type")]
    [InlineData("""{"type":"Point"}""", "no coordinates")]
    [InlineData("""{"type":"Point","coordinates":["1","2"]}""", "two numbers")]
    [InlineData("""{"type":"Polygon","coordinates":[[1,2],[3,4]]}""", "two numbers")]
    [InlineData("""{"type":"LineString","coordinates":[[1],[2]]}""", "two numbers")]
    [InlineData("7", "no type")]
    public void GeometriesThatAreNone_SayWhy(string geometry, string words)
    {
        using var table = Open(Collection(geometry));
        Assert.True(table.Next());
        Assert.Null(table.Shape);
        Assert.Contains(words, table.ShapeFault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1""", "cut off: it ends inside feature 1")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature"}""", "cut off")]
    [InlineData("""{"type":"FeatureCollection",""", "cut off: it ends inside its outermost object")]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[{]}", "line 2")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"a":NaN},"geometry":null}]}""", "not JSON")]
    [InlineData("""{"type":"FeatureCollection","features":{}}""", "no list")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "no features")]
    [InlineData("""{"rows":[1]}""", "not GeoJSON")]
    [InlineData("""[{"type":"Feature"}]""", "begin with an object")]
    [InlineData("""{"type":"Topology","objects":{}}""", "TopoJSON")]
    [InlineData("""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}""", "EPSG:3857")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]} {"type":"Feature"}""", "more than one")]
    public void FilesThatAreNone_AreRefusedInWords(string text, string words)
    {
        var refused = Assert.Throws<UnreadableFileException>(() => Open(text).Dispose());
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}}""", 1)]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", 0)]
    public void ASingleFeature_OrABareGeometry_IsARow(string text, int columns)
    {
        using var table = Open(text);
        Assert.Equal(columns, table.Header.Count);
        Assert.True(table.Next());
        Assert.Equal([1, 2], table.Shape!.Parts[0][0]);
        Assert.False(table.Next());
    }

    [Fact]
    public void OtherEncodings_AreReadToo()
    {
        var text = Collection("null").Replace("\"n\":1", "\"ad\":\"Işıklı\"", StringComparison.Ordinal);
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode })
        {
            using var table = Open([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            Assert.Equal(["ad"], table.Header);
            Assert.True(table.Next());
            Assert.Equal("Işıklı", table[0]);
        }
    }

    [Fact]
    public void AFileOfManyFeatures_IsReadPieceByPiece()
    {
        var text = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (var i = 0; i < 3000; i++)
            text.Append(i > 0 ? "," : "").Append("{\"type\":\"Feature\",\"properties\":{\"n\":").Append(i).Append("},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[").Append(string.Join(',', Enumerable.Repeat("[1.25,2.5]", i % 50 == 0 ? 9000 : 3))).Append("]}}");
        using var table = Open(text.Append("]}").ToString());
        var rows = 0;
        while (table.Next())
            Assert.Equal((rows++).ToString(System.Globalization.CultureInfo.InvariantCulture), table[0]);
        Assert.Equal(3000, rows);
    }

    [Fact]
    public void RowsOfPlaces_HaveTheirLongitudeAndLatitudeFromTheGeometry()
    {
        using var table = Open("""
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"lat":0,"name":"x"},"geometry":{"type":"Point","coordinates":[38.75,39.5]}},
              {"type":"Feature","properties":{},"geometry":null},
              {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}]}
            """, asPoints: true);
        Assert.Equal(["lat (property)", "name", "longitude", "latitude"], table.Header);
        Assert.True(table.Next());
        Assert.Equal(("38.75", "39.5"), (table[2], table[3]));
        Assert.True(table.Next());
        Assert.Equal(("", "", null), (table[2], table[3], table.Fault));
        Assert.True(table.Next());
        Assert.Contains("is a point", table.Fault, StringComparison.Ordinal);
    }

    private static string Collection(string geometry) => $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":1},"geometry":{{geometry}}}]}""";

    private GeoJsonTable Open(string text, bool asPoints = false) => Open(Encoding.UTF8.GetBytes(text), asPoints);

    private GeoJsonTable Open(byte[] content, bool asPoints = false)
    {
        var path = files.Write(Guid.NewGuid().ToString("N"), content);
        return GeoJsonTable.Open(path, TextShape.Of(path, Limit, default), Limit, asPoints, default);
    }
}
