using System.Globalization;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Importing.Files;

namespace GridApp.Importing.Geography;

/// <summary>The shape of a table's current row, and what had to be done to it.</summary>
internal sealed class ShapeReader(IRowTable table, RowCells cells, FieldColumns columns, ImportTally tally)
{
    public const string Field = "geometry";

    private bool closed;

    /// <summary>Reads the shape; null without one. False, with the row rejected, when it cannot be read.</summary>
    public bool Read(out Shape? shape)
    {
        closed = false;
        if (table is GeoJsonTable features)
        {
            shape = features.Shape;
            if (features.ShapeFault is { } fault)
                return cells.Reject(Field, null, fault);
        }
        else if (cells.Word(Field) is { } text)
        {
            shape = WellKnownText.Read(text, out string? fault);
            if (fault is not null)
                return cells.Reject(Field, text, fault);
        }
        else if (!Place(out shape))
        {
            return false;
        }

        if (shape is not null)
            (shape, closed) = ShapeRules.Close(shape);
        return true;
    }

    /// <summary>The shape made ready to be kept, its oddities noted; null, with the row rejected, when it cannot be.</summary>
    /// <param name="shape">One that breaks no rule.</param>
    /// <param name="market">Where it should be, or null.</param>
    public PlacedShape? Place(Shape shape, Market? market)
    {
        if (Whereabouts.LooksSwapped(shape, market))
        {
            double[] first = shape.Paths.First();
            cells.Reject(Field, string.Create(CultureInfo.InvariantCulture, $"{first[0]} {first[1]}"), $"This is far from {market!.Code}, and would lie there with its numbers swapped: the longitude comes first.");
            return null;
        }

        bool crosses = DateLine.IsCrossedBy(shape);
        Shape? unrolled = crosses ? DateLine.Unroll(shape) : shape;
        if (unrolled is null)
        {
            cells.Reject(Field, null, "The shape goes around a pole, so that it encloses no area of a flat map; cut it at the date line.");
            return null;
        }

        if (crosses)
            tally.Warn("Shapes cross the date line; they are cut there.");
        if (shape.HadMoreNumbers)
            tally.Warn("Positions have more than longitude and latitude, such as heights; those are left out.");
        if (closed)
            tally.Warn("Rings end a hair's breadth from where they begin; they are closed.");
        return new PlacedShape(WellKnownBinary.Of(unrolled), crosses);
    }

    /// <summary>A table may tell a place by two columns of numbers.</summary>
    private bool Place(out Shape? shape)
    {
        shape = null;
        if (columns["longitude"] < 0 || columns["latitude"] < 0 || (cells.Word("longitude") is null && cells.Word("latitude") is null))
            return true;
        if (!cells.Number("longitude", out double longitude) || !cells.Number("latitude", out double latitude))
            return false;
        shape = new Shape(ShapeKind.Point, [[[longitude, latitude]]]);
        return true;
    }
}

/// <summary>A shape on its way into the database.</summary>
/// <param name="Bytes">Extended well-known binary.</param>
/// <param name="Wraps">It goes on beyond the date line and is to be cut there.</param>
internal readonly record struct PlacedShape(byte[] Bytes, bool Wraps);
