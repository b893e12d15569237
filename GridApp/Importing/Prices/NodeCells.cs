using System.Text;
using GridApp.Domain.Prices;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>What the columns of a table say of nodes: name, type, zone and place.</summary>
internal sealed class NodeCells(LayoutFile file, FieldColumns columns, SheetRows rows, PriceSheet sheet)
{
    private readonly string? typeOfAll = file.Constant("type");
    private readonly string? zoneOfAll = file.Constant("zone");

    /// <summary>Whether there is any such column.</summary>
    public bool Any { get; } = file.Constant("type") is not null || file.Constant("zone") is not null
        || new[] { "name", "type", "zone", "latitude", "longitude", "wkt" }.Any(field => columns[field] >= 0);

    /// <summary>Notes what the current row says; false, with the row rejected, where it cannot be.</summary>
    /// <param name="place">The node's.</param>
    /// <param name="isRow">The row is about the node, not about a price of it.</param>
    /// <param name="typeOfRow">What the node is where no column says.</param>
    public bool Say(SheetNodes nodes, int place, bool isRow, string? typeOfRow = null)
    {
        var known = nodes.FactsOf(place);
        // A price's row repeats what the first one said of its node.
        if (!isRow && known is not null)
            return true;
        if (!Position(out var longitude, out var latitude))
            return false;
        var said = new NodeFacts(
            rows.Number, rows.Word(columns["name"]), (rows.Word(columns["type"]) ?? typeOfAll) is { } type ? NodeTypes.FromSource(type) : typeOfRow, rows.Word(columns["zone"]) ?? zoneOfAll, longitude, latitude)
        {
            IsRow = isRow,
        };
        foreach (var (column, word) in new[] { (columns["name"], said.Name), (columns["type"], said.Type), (columns["zone"], said.Zone) })
        {
            if (word is { } text && (text.Length > 200 || text.Contains('\0', StringComparison.Ordinal)))
                return rows.Reject(column, "This is longer than 200 characters, or contains what no text may.");
        }
        if (known is not null && !known.Agrees(said))
        {
            sheet.Reject(known.Number, rows.Header[columns["node"]], nodes.Word(place), Contradiction);
            return rows.Reject(columns["node"], Contradiction);
        }
        nodes.Say(place, known ?? said);
        return true;
    }

    private const string Contradiction = "This node stands in several rows that say different things of it, so nobody can say which is right.";

    /// <summary>Degrees: CAISO's own file draws the nodes whose place it does not know as a spiral around 0,0, up to 0.0008° wide.</summary>
    private const double NoPlace = 0.01;

    private bool Position(out double? longitude, out double? latitude)
    {
        longitude = latitude = null;
        if (rows.Word(columns["wkt"]) is { } wkt)
        {
            if (!Point(wkt, out longitude, out latitude))
                return rows.Reject(columns["wkt"], "This is not a point; write it as POINT (-124.5778 48.2414), longitude first.");
        }
        else if (!rows.Decimal(columns["longitude"], out longitude) || !rows.Decimal(columns["latitude"], out latitude))
        {
            return false;
        }
        if (longitude is null != latitude is null)
            return rows.Reject(columns[longitude is null ? "longitude" : "latitude"], "Longitude and latitude come together.");
        if (longitude is < -180 or > 180 || latitude is < -90 or > 90)
            return rows.Reject(columns["wkt"] >= 0 ? columns["wkt"] : columns[latitude is < -90 or > 90 ? "latitude" : "longitude"], "There is no such place on Earth.");
        if (Math.Abs(longitude ?? 180) < NoPlace && Math.Abs(latitude ?? 90) < NoPlace)
        {
            (longitude, latitude) = (null, null);
            sheet.Tally.Warn("Nodes at longitude 0, latitude 0 are kept without a location: no grid has a node there.");
        }
        return true;
    }

    private static bool Point(string wkt, out double? longitude, out double? latitude)
    {
        longitude = latitude = null;
        var text = wkt.StartsWith("SRID=4326;", StringComparison.OrdinalIgnoreCase) ? wkt[10..] : wkt;
        if (!text.StartsWith("POINT", StringComparison.OrdinalIgnoreCase) || text[5..].Trim() is not ['(', .. var inner, ')'])
            return false;
        var numbers = inner.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (numbers.Length != 2 || !Utf8Number.TryParse(Encoding.ASCII.GetBytes(numbers[0]), out var x) || !Utf8Number.TryParse(Encoding.ASCII.GetBytes(numbers[1]), out var y))
            return false;
        (longitude, latitude) = (x, y);
        return true;
    }
}
