using System.Globalization;
using System.Text;
using GridApp.Components;

namespace GridApp.Features.Prices;

/// <summary>Nodes as CSV, with lines that say what the file is before them.</summary>
internal static class NodeCsv
{
    public static PooledBuffer Of(NodeSnapshot nodes, IEnumerable<int> found, string filter, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append("# GridApp, nodes that markets price\r\n");
        text.Append(CultureInfo.InvariantCulture, $"# exported: {MomentBytes.Text(now.UtcDateTime)} (UTC)\r\n");
        text.Append("# filter: ").Append(filter.Length == 0 ? "none" : filter.ReplaceLineEndings(" ")).Append("\r\n");
        text.Append("# units: longitude and latitude in degrees, WGS84; empty where the market publishes no location\r\n");
        text.Append("# source: in the column\r\n");
        text.Append("id,market,code,name,type,zone,longitude,latitude,simulated,source\r\n");
        foreach (var place in found)
        {
            var node = nodes[place];
            text.Append(CultureInfo.InvariantCulture, $"{node.Id},{node.Market},{CsvCell.Text(node.Code)},{CsvCell.Text(node.Name)},{CsvCell.Text(node.Type)},{CsvCell.Text(node.Zone)},");
            text.Append(CsvCell.Number(node.Longitude)).Append(',').Append(CsvCell.Number(node.Latitude)).Append(',').Append(CsvCell.Flag(node.Simulated)).Append(',').Append(CsvCell.Text(node.Source)).Append("\r\n");
        }
        return PriceCsv.Bytes(text);
    }
}
