using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>
/// CAISO's OASIS reports PRC_LMP (day-ahead), PRC_RTPD_LMP (fifteen minutes) and PRC_INTVL_LMP (five): a row for each component, times in GMT beside Pacific ones, the value in
/// a column that is called MW, PRC or VALUE by report.
/// </summary>
internal sealed class OasisPrices : PriceLayout
{
    private static readonly string[] ValueColumns = ["MW", "PRC", "VALUE"];

    private readonly Market caiso = Known("CAISO");

    public override string Format => "caiso";

    public override string Words => "prices of CAISO's (OASIS)";

    public override Market? Market => caiso;

    public override bool Recognises(FileHead head) =>
        head.HasColumns("INTERVALSTARTTIME_GMT", "NODE", "MARKET_RUN_ID", "LMP_TYPE") && ValueColumns.Any(column => head.HasColumns(column));

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        var (opened, header) = file.OpenTableWithHeader();
        using var table = opened;
        var rows = new SheetRows(table, header, sheet);
        var (start, end, node, run, type) = (Column("INTERVALSTARTTIME_GMT"), Column("INTERVALENDTIME_GMT"), Column("NODE"), Column("MARKET_RUN_ID"), Column("LMP_TYPE"));
        var (value, group) = (Column(ValueColumns.First(column => Column(column) >= 0)), Column("GRP_TYPE"));
        var times = new SpanMemo<DateTimeOffset?>(Time);
        var kinds = new SpanMemo<string?>(word => word == "HASP" ? null : PriceKinds.FromSource(word));
        var components = new SpanMemo<PriceComponent?>(Component);
        var market = sheet.Of(caiso);

        while (rows.Next())
        {
            if ((rows.Number & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!rows.Code(node, out var code) || !rows.Price(value, out var price))
                continue;
            if (times[rows.Cell(start)] is not { } from)
                rows.Reject(start, "This is not a time; OASIS writes it as 2022-09-01T07:00:00-00:00.");
            else if (end >= 0 && times[rows.Cell(end)] is not { })
                rows.Reject(end, "This is not a time; OASIS writes it as 2022-09-01T07:00:00-00:00.");
            else if (kinds[rows.Cell(run)] is not { } kind)
                rows.Reject(run, "This market run is none of DAM, RTPD and RTM.");
            else if (components[rows.Cell(type)] is not { } component)
                rows.Reject(type, "This component is none of LMP, MCE, MCC, MCL and MGHG.");
            else if (float.IsNaN(price))
                rows.Reject(value, "The price is missing.");
            else
                Add(market, kind, from, end >= 0 ? times[rows.Cell(end)] : null, code, component, price);
        }

        int Column(string name) => LayoutFile.ColumnOf(header, name);

        void Add(MarketSheet market, string kind, DateTimeOffset from, DateTimeOffset? until, ReadOnlySpan<byte> code, PriceComponent component, float price)
        {
            var prices = market.Of(kind);
            var frame = prices.Frame(from);
            if (until is { } last)
            {
                if ((last - from).TotalMinutes is not (>= 1 and <= 60) and var minutes)
                {
                    rows.Reject(end, string.Create(CultureInfo.InvariantCulture, $"An interval of {minutes:0.#} minutes is none of CAISO's."));
                    return;
                }
                frame.Minutes = (short)(last - from).TotalMinutes;
            }
            var place = market.Nodes.Place(code);
            if (market.Nodes.FactsOf(place) is null)
                market.Nodes.Say(place, new NodeFacts(rows.Number, Type: TypeOf(market.Nodes.Word(place), rows.Word(group))));
            prices.Add(frame, place, rows.Number, (int)component, price);
        }
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)
        || DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at) ? at : null;

    private static PriceComponent? Component(string word) => word switch
    {
        "LMP" => PriceComponent.Total,
        "MCE" => PriceComponent.Energy,
        "MCC" => PriceComponent.Congestion,
        "MCL" => PriceComponent.Loss,
        "MGHG" or "GHG" => PriceComponent.Ghg,
        _ => null,
    };

    /// <summary>Names of CAISO's say what a place is: trading hubs, load aggregation points, other aggregates.</summary>
    private static string? TypeOf(string node, string? group) =>
        node.StartsWith("TH_", StringComparison.Ordinal) ? NodeTypes.Hub
        : node.StartsWith("DLAP_", StringComparison.Ordinal) ? NodeTypes.Zone
        : node.EndsWith("-APND", StringComparison.Ordinal) || group == "ALL_APNODES" ? NodeTypes.Aggregate
        : null;
}
