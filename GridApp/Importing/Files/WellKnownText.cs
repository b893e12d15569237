using System.Globalization;
using GridApp.Domain.Geography;

namespace GridApp.Importing.Files;

/// <summary>Reads well-known text, as databases write shapes: <c>POLYGON((0 0, 1 0, 1 1, 0 0))</c>, with or without <c>SRID=4326;</c> before it.</summary>
internal ref struct WellKnownText
{
    private const int Wgs84 = 4326;

    private readonly ReadOnlySpan<char> text;
    private int at;
    private bool hadMoreNumbers;

    private WellKnownText(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>The shape; null with a fault.</summary>
    /// <param name="fault">Why it cannot be read, in a sentence.</param>
    public static Shape? Read(ReadOnlySpan<char> text, out string? fault)
    {
        text = text.Trim();
        if (text.StartsWith("SRID=", StringComparison.OrdinalIgnoreCase))
        {
            int end = text.IndexOf(';');
            if (end < 0 || !int.TryParse(text[5..end], NumberStyles.None, CultureInfo.InvariantCulture, out int system))
            {
                fault = "The coordinate system before the shape cannot be read; it is SRID=4326.";
                return null;
            }

            if (system is not (Wgs84 or 0))
            {
                fault = string.Create(CultureInfo.InvariantCulture, $"The shape is in the coordinate system {system}; convert it to WGS84 longitude and latitude (SRID 4326).");
                return null;
            }

            text = text[(end + 1)..];
        }

        var reader = new WellKnownText(text);
        Shape? shape = reader.Shape(out fault);
        return shape;
    }

    private Shape? Shape(out string? fault)
    {
        fault = null;
        string type = Word().ToUpperInvariant();
        string marks = Word().ToUpperInvariant();
        if (marks is "Z" or "M" or "ZM")
            marks = Word().ToUpperInvariant();
        (ShapeKind Kind, bool Many)? found = type switch
        {
            "POINT" => (ShapeKind.Point, false),
            "MULTIPOINT" => (ShapeKind.Point, true),
            "LINESTRING" => (ShapeKind.Line, false),
            "MULTILINESTRING" => (ShapeKind.Line, true),
            "POLYGON" => (ShapeKind.Polygon, false),
            "MULTIPOLYGON" => (ShapeKind.Polygon, true),
            _ => null,
        };
        if (found is not { } known)
        {
            fault = "This is not a shape in well-known text; write it as POLYGON((-100 40, -99 40, -99 41, -100 40)), longitude first.";
            return null;
        }

        var parts = new List<IReadOnlyList<double[]>>();
        bool read = marks == "EMPTY" || (marks.Length == 0 && (known.Many ? Several(known.Kind, parts) : One(known.Kind, parts)));
        Blank();
        if (!read || at < text.Length)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"The shape cannot be read beyond its character {at + 1}.");
            return null;
        }

        return new Shape(known.Kind, parts) { HadMoreNumbers = hadMoreNumbers };
    }

    private bool Several(ShapeKind kind, List<IReadOnlyList<double[]>> parts)
    {
        if (!Is('('))
            return false;
        do
        {
            // MULTIPOINT's points may stand without parentheses of their own.
            if (kind == ShapeKind.Point && !Peeks('('))
            {
                var point = new List<double>();
                if (!Position(point))
                    return false;
                parts.Add([[.. point]]);
            }
            else if (!One(kind, parts))
            {
                return false;
            }
        }
        while (Is(','));
        return Is(')');
    }

    private bool One(ShapeKind kind, List<IReadOnlyList<double[]>> parts)
    {
        if (kind != ShapeKind.Polygon)
        {
            if (Path() is not { } path)
                return false;
            parts.Add([path]);
            return true;
        }

        if (!Is('('))
            return false;
        var rings = new List<double[]>();
        do
        {
            if (Path() is not { } ring)
                return false;
            rings.Add(ring);
        }
        while (Is(','));
        parts.Add(rings);
        return Is(')');
    }

    private double[]? Path()
    {
        if (!Is('('))
            return null;
        var path = new List<double>();
        do
        {
            if (!Position(path))
                return null;
        }
        while (Is(','));
        return Is(')') ? [.. path] : null;
    }

    private bool Position(List<double> path)
    {
        if (!Number(out double longitude) || !Number(out double latitude))
            return false;
        path.Add(longitude);
        path.Add(latitude);
        while (Number(out _))
            hadMoreNumbers = true;
        return true;
    }

    private bool Number(out double number)
    {
        Blank();
        int from = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '+' or '-' or '.' or 'e' or 'E'))
            at++;
        if (double.TryParse(text[from..at], NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        at = from;
        return false;
    }

    private string Word()
    {
        Blank();
        int from = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]))
            at++;
        return text[from..at].ToString();
    }

    private bool Is(char sign)
    {
        if (!Peeks(sign))
            return false;
        at++;
        return true;
    }

    private bool Peeks(char sign)
    {
        Blank();
        return at < text.Length && text[at] == sign;
    }

    private void Blank()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
