using System.Collections.Frozen;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Importing.Geography;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Union;

namespace GridApp.Importing.Samples;

/// <summary>
/// Boundaries that stand in for those of markets: the states or countries that a market serves nearly alone, put together from the atlases of the build.
/// </summary>
/// <param name="states">Opens the TopoJSON of the US states.</param>
/// <param name="countries">Opens the TopoJSON of the world's countries.</param>
public sealed class MarketShapes(Func<Stream> states, Func<Stream> countries)
{
    private const string StatesSource = "U.S. Census Bureau by way of us-atlas";
    private const string CountriesSource = "Natural Earth by way of world-atlas";

    /// <summary>The atlas numbers countries after ISO 3166-1.</summary>
    private static readonly FrozenDictionary<string, string> Alpha3 = (
        "008ALB 040AUT 056BEL 100BGR 756CHE 203CZE 276DEU 233EST 724ESP 246FIN 250FRA 826GBR 300GRC 191HRV 348HUN 372IRL 440LTU 442LUX 428LVA 499MNE 807MKD 528NLD 616POL 620PRT "
        + "642ROU 688SRB 705SVN 703SVK 792TUR").Split(' ').ToFrozenDictionary(entry => entry[..3], entry => entry[3..], StringComparer.Ordinal);

    public MarketShapes(IWebHostEnvironment environment)
        : this(() => Open(environment, "lib/atlas/states-10m.json"), () => Open(environment, "lib/atlas/countries-50m.json"))
    {
    }

    /// <summary>A boundary for every market that serves some territory nearly alone: of US markets their <c>iso_boundary</c>, elsewhere the <c>bidding_zone</c>.</summary>
    internal IReadOnlyList<ZoneRow> All()
    {
        var parts = new List<(string Market, string Place, Geometry Shape)>();
        Read(states, "states", id => UsStates.PostalCode(id), place => Territories.OfUsState(place));
        Read(countries, "countries", id => Alpha3.GetValueOrDefault(id), place => Territories.OfCountry(place));
        var writer = new WKBWriter(ByteOrder.LittleEndian, handleSRID: true);
        return [.. parts.GroupBy(part => part.Market).OrderBy(market => market.Key, StringComparer.Ordinal).Select((market, i) => Row(market, i, writer))];

        void Read(Func<Stream> open, string name, Func<string, string?> place, Func<string, string?> market)
        {
            using Stream json = open();
            foreach ((string id, Geometry shape) in TopoJson.Polygons(json, name))
            {
                if (place(id) is { } found && market(found) is { } code)
                    parts.Add((code, found, shape));
            }
        }
    }

    private static ZoneRow Row(IGrouping<string, (string Market, string Place, Geometry Shape)> parts, int index, WKBWriter writer)
    {
        Market market = MarketCatalogue.Find(parts.Key)!;
        bool isAmerican = market.Currency == "USD";
        Geometry shape = UnaryUnionOp.Union(parts.Select(part => part.Shape));
        shape.SRID = 4326;
        string places = string.Join(", ", parts.Select(part => part.Place).Order(StringComparer.Ordinal));
        return new ZoneRow(
            index + 1, market.Code, market.Code, market.Name, (isAmerican ? ZoneType.IsoBoundary : ZoneType.BiddingZone).Code(), Parent: null,
            $"Approximate: what {market.Code} serves nearly alone ({places}); {(isAmerican ? StatesSource : CountriesSource)}", Approximate: true, Simulated: false, new PlacedShape(writer.Write(shape), Wraps: false));
    }

    private static Stream Open(IWebHostEnvironment environment, string atlas) => environment.WebRootFileProvider.GetFileInfo(atlas) is { Exists: true } file
        ? file.CreateReadStream()
        : throw new InvalidOperationException($"wwwroot/{atlas} is missing; the build puts it there.");
}
