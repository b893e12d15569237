using System.Globalization;

namespace GridApp.Domain.Geography;

/// <summary>
/// A box in WGS84 degrees, edges included. It may cross the date line (west > east when written), and a width of 360 degrees or more is the whole
/// world, so a map zoomed far out never shows less than everything.
/// </summary>
public readonly record struct BoundingBox
{
    private readonly double west;
    private readonly double east;

    // The part beyond the date line, or an empty range (start > end).
    private readonly double wrappedWest;
    private readonly double wrappedEast;

    private BoundingBox(double west, double width, double south, double north)
    {
        South = south;
        North = north;
        if (width >= 360)
        {
            (this.west, east, wrappedWest, wrappedEast) = (-180, 180, 1, 0);
            return;
        }

        this.west = Wrap(west);
        double end = this.west + width;
        east = Math.Min(end, 180);
        if (end >= 180)
            (wrappedWest, wrappedEast) = (-180, end - 360);
        else if (this.west == -180)
            (wrappedWest, wrappedEast) = (180, 180); // the same meridian, written the other way
        else
            (wrappedWest, wrappedEast) = (1, 0);
    }

    /// <summary>Southern edge, degrees.</summary>
    public double South { get; }

    /// <summary>Northern edge, degrees.</summary>
    public double North { get; }

    /// <summary>Western edge between -180 and 180, degrees.</summary>
    public double West => west;

    /// <summary>Eastern edge between -180 and 180, degrees; smaller than <see cref="West"/> when the box crosses the date line.</summary>
    public double East => wrappedEast >= wrappedWest && wrappedWest == -180 ? wrappedEast : east;

    /// <summary>Whether a point (longitude and latitude in degrees, -180..180 and -90..90) lies in the box. NaN never does.</summary>
    public bool Contains(double longitude, double latitude) =>
        latitude >= South && latitude <= North
        && ((longitude >= west && longitude <= east) || (longitude >= wrappedWest && longitude <= wrappedEast));

    /// <summary>Whether a box with edges of -180..180 and -90..90 degrees, west before east, has a point in common with this one.</summary>
    public bool Overlaps(double west, double south, double east, double north) =>
        north >= South && south <= North
        && ((east >= this.west && west <= this.east) || (wrappedEast >= wrappedWest && east >= wrappedWest && west <= wrappedEast));

    /// <summary>Whether such a box lies wholly in this one.</summary>
    public bool Covers(double west, double south, double east, double north) =>
        south >= South && north <= North
        && ((west >= this.west && east <= this.east) || (wrappedEast >= wrappedWest && west >= wrappedWest && east <= wrappedEast));

    /// <summary>The box as one or two that do not cross the date line.</summary>
    public IEnumerable<(double West, double South, double East, double North)> Pieces()
    {
        yield return (west, South, east, North);
        if (wrappedEast >= wrappedWest)
            yield return (wrappedWest, South, wrappedEast, North);
    }

    /// <summary>Reads <c>west,south,east,north</c> in degrees, with a point as decimal separator.</summary>
    /// <returns>The box; <see cref="Unreadable"/> when these are not four numbers; <see cref="Invalid"/> (field <c>bbox</c>) when they cannot bound anything.</returns>
    public static Outcome<BoundingBox> Parse(string? text)
    {
        Span<double> edges = stackalloc double[4];
        int count = 0;
        foreach (Range part in text.AsSpan().Split(','))
        {
            if (count == 4 || !double.TryParse(text.AsSpan()[part], NumberStyles.Float, CultureInfo.InvariantCulture, out double edge) || !double.IsFinite(edge))
                return new Unreadable("'bbox' is four numbers: west,south,east,north in degrees, as in bbox=-125,32,-114,42.");
            edges[count++] = edge;
        }

        if (count != 4)
            return new Unreadable("'bbox' is four numbers: west,south,east,north in degrees, as in bbox=-125,32,-114,42.");
        return Of(edges[0], edges[1], edges[2], edges[3]);
    }

    /// <summary>A box from its edges in degrees, longitudes of any turn.</summary>
    /// <returns>The box, or <see cref="Invalid"/> (field <c>bbox</c>) when a latitude is impossible, south lies north of north, or an edge is not a number.</returns>
    public static Outcome<BoundingBox> Of(double west, double south, double east, double north)
    {
        if (!double.IsFinite(west) || !double.IsFinite(east) || !(Math.Abs(south) <= 90) || !(Math.Abs(north) <= 90))
            return new Invalid("bbox", "Latitudes lie between -90 and 90 degrees.");
        if (south > north)
            return new Invalid("bbox", "The southern edge lies north of the northern edge; the order is west,south,east,north.");
        double width = east >= west ? east - west : (((east - west) % 360) + 360) % 360;
        return new BoundingBox(west, width, south, north);
    }

    /// <summary>
    /// The box around points, without the outermost two hundredth on each side: a few that their source put on the wrong continent (CAISO's contour has seven nodes at 42, 42) must not make a
    /// market as big as the world.
    /// </summary>
    /// <param name="longitudes">Degrees, in any order.</param>
    /// <param name="latitudes">Degrees, in any order.</param>
    /// <returns>The box; null without a point, or when a coordinate is none.</returns>
    public static BoundingBox? AroundMost(IEnumerable<double> longitudes, IEnumerable<double> latitudes)
    {
        double[] x = [.. longitudes.Order()];
        double[] y = [.. latitudes.Order()];
        if (x.Length == 0 || y.Length == 0)
            return null;
        int cut = Math.Min(x.Length, y.Length) / 200;
        Outcome<BoundingBox> box = Of(x[cut], y[cut], x[^(cut + 1)], y[^(cut + 1)]);
        return box.Failure is null ? box.Value : null;
    }

    /// <summary>The box as <c>west,south,east,north</c>, in the form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{West},{South},{East},{North}");

    /// <summary>The longitude in [-180, 180).</summary>
    private static double Wrap(double longitude)
    {
        if (longitude is >= -180 and < 180)
            return longitude;
        double turned = ((longitude + 180) % 360 + 360) % 360 - 180;
        return turned >= 180 ? -180 : turned;
    }
}
