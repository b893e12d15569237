using GridApp.Domain.Geography;
using GridApp.Importing.Files;

namespace GridApp.Tests.Importing.Geography;

public sealed class WellKnownTextTests
{
    [Theory]
    [InlineData("POINT(1 2)", ShapeKind.Point, 1, 1)]
    [InlineData("  srid=4326; point ( 1e0 -2.5 ) ", ShapeKind.Point, 1, 1)]
    [InlineData("MULTIPOINT(1 2, 3 4)", ShapeKind.Point, 2, 2)]
    [InlineData("MULTIPOINT((1 2),(3 4))", ShapeKind.Point, 2, 2)]
    [InlineData("LINESTRING (-124.1836 47.6956, -124.5778 48.2414)", ShapeKind.Line, 1, 2)]
    [InlineData("MULTILINESTRING((0 0,1 1),(2 2,3 3,4 4))", ShapeKind.Line, 2, 5)]
    [InlineData("POLYGON((0 0,1 0,1 1,0 0),(0.1 0.1,0.2 0.1,0.2 0.2,0.1 0.1))", ShapeKind.Polygon, 1, 8)]
    [InlineData("SRID=4326;MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)),((5 5, 6 5, 6 6, 5 5)))", ShapeKind.Polygon, 2, 8)]
    [InlineData("POLYGON EMPTY", ShapeKind.Polygon, 0, 0)]
    public void Shapes_AreRead(string text, ShapeKind kind, int parts, int positions)
    {
        var shape = WellKnownText.Read(text, out var fault);
        Assert.Null(fault);
        Assert.Equal((kind, parts, positions, false), (shape!.Kind, shape.Parts.Count, shape.Positions, shape.HadMoreNumbers));
    }

    [Theory]
    [InlineData("LINESTRING Z (1 2 3, 4 5 6)")]
    [InlineData("POINT ZM (1 2 3 4)")]
    [InlineData("LINESTRINGZ(1 2 3, 4 5 6)", true)]
    public void Heights_AreSeenAndLeftOut(string text, bool isUnknownWord = false)
    {
        var shape = WellKnownText.Read(text, out var fault);
        Assert.Equal(isUnknownWord, fault is not null);
        Assert.True(isUnknownWord || shape!.HadMoreNumbers);
        Assert.True(isUnknownWord || shape!.Parts[0][0][..2] is [1, 2]);
    }

    [Theory]
    [InlineData("SRID=3857;POINT(1 2)", "coordinate system 3857")]
    [InlineData("SRID=;POINT(1 2)", "SRID=4326")]
    [InlineData("0103000020E6100000", "well-known text")]
    [InlineData("CURVEPOLYGON((0 0,1 1))", "well-known text")]
    [InlineData("POLYGON((0 0,1 0,1 1", "beyond its character")]
    [InlineData("POLYGON((0 0,1 0,1 1,0 0)) and more", "beyond its character")]
    [InlineData("POINT(1,2)", "beyond its character")]
    [InlineData("", "well-known text")]
    public void WhatIsNone_SaysWhy(string text, string words)
    {
        Assert.Null(WellKnownText.Read(text, out var fault));
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }
}
