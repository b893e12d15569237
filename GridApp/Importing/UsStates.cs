using System.Collections.Frozen;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace GridApp.Importing;

/// <summary>Tells the US state of a place, from the atlas that the map draws (us-atlas, from the Census Bureau's public-domain shapes).</summary>
public sealed class UsStates
{
    private const string Atlas = "lib/atlas/states-10m.json";

    /// <summary>The shapes are simplified, and some plants stand in the water: a place this near to a state belongs to it. 0.1 degrees are about 10 km.</summary>
    private const double NearDegrees = 0.1;

    // FIPS codes; territories are left out, no market of the catalogue serves them.
    private static readonly FrozenDictionary<string, string> PostalCodes = (
        "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA 26MI 27MN 28MS 29MO " +
        "30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY")
        .Split(' ').ToFrozenDictionary(entry => entry[..2], entry => entry[2..], StringComparer.Ordinal);

    private readonly Lazy<STRtree<(string State, IPreparedGeometry Shape)>> tree;

    public UsStates(IWebHostEnvironment environment)
        : this(() => environment.WebRootFileProvider.GetFileInfo(Atlas) is { Exists: true } file
            ? file.CreateReadStream()
            : throw new InvalidOperationException($"wwwroot/{Atlas} is missing; the build puts it there."))
    {
    }

    /// <param name="open">Opens the TopoJSON of the states.</param>
    internal UsStates(Func<Stream> open) => tree = new(() => Read(open));

    /// <summary>Reads the shapes on another thread, if nobody has: whoever asks first then waits less, or not at all.</summary>
    public void Prepare()
    {
        if (!tree.IsValueCreated)
            _ = Task.Run(() => tree.Value);
    }

    /// <summary>Postal code of the state with an FIPS code; null for territories.</summary>
    internal static string? PostalCode(string fips) => PostalCodes.GetValueOrDefault(fips);

    /// <summary>Postal code of the state at or very near the place; null at sea, abroad and in the territories.</summary>
    /// <param name="longitude">WGS84 degrees.</param>
    /// <param name="latitude">WGS84 degrees.</param>
    public string? At(double longitude, double latitude)
    {
        var point = new Point(longitude, latitude);
        var around = new Envelope(longitude - NearDegrees, longitude + NearDegrees, latitude - NearDegrees, latitude + NearDegrees);
        var candidates = tree.Value.Query(around);
        foreach (var (state, shape) in candidates)
        {
            if (shape.Covers(point))
                return state;
        }

        var nearest = candidates
            .Select(candidate => (candidate.State, Distance: candidate.Shape.Geometry.Distance(point)))
            .Where(candidate => candidate.Distance <= NearDegrees)
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.State;
    }

    private static STRtree<(string State, IPreparedGeometry Shape)> Read(Func<Stream> open)
    {
        using var json = open();
        var tree = new STRtree<(string, IPreparedGeometry)>();
        foreach (var (id, shape) in TopoJson.Polygons(json, "states"))
        {
            if (!PostalCodes.TryGetValue(id, out var state))
                continue;
            // Part by part: the box of all of Alaska or Michigan is mostly somewhere else.
            for (var i = 0; i < shape.NumGeometries; i++)
            {
                var part = shape.GetGeometryN(i);
                var prepared = PreparedGeometryFactory.Prepare(part);
                tree.Insert(part.EnvelopeInternal, (state, prepared));
            }
        }

        tree.Build();
        return tree;
    }
}
