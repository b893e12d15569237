using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>PJM's Data Miner: da_hrl_lmps, rt_hrl_lmps and rt_fivemin_hrl_lmps. UTC and Eastern time in a row, of which UTC counts; nodes by number, with name, type and zone.</summary>
internal sealed class PjmPrices : PriceLayout
{
    private static readonly string[] Formats = ["M/d/yyyy h:mm:ss tt", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "M/d/yyyy H:mm"];

    private readonly Market pjm = Known("PJM");

    public override string Format => "pjm";

    public override string Words => "prices of PJM's (Data Miner)";

    public override Market? Market => pjm;

    public override bool Recognises(FileHead head) =>
        head.HasColumns("pnode_id", "pnode_name") && (head.HasColumns("datetime_beginning_utc") || head.HasColumns("datetime_beginning_ept"))
        && (head.HasColumns("total_lmp_da") || head.HasColumns("total_lmp_rt"));

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        var (opened, header) = file.OpenTableWithHeader();
        using var table = opened;
        var rows = new SheetRows(table, header, sheet);
        var isDayAhead = Column("total_lmp_da") >= 0;
        var suffix = isDayAhead ? "da" : "rt";
        int[] parts = [Column($"total_lmp_{suffix}"), Column($"system_energy_price_{suffix}"), Column($"congestion_price_{suffix}"), Column($"marginal_loss_price_{suffix}"), -1];
        var utc = Column("datetime_beginning_utc");
        var time = utc >= 0 ? utc : Column("datetime_beginning_ept");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(pjm.TimeZone);
        var times = new SpanMemo<(DateTimeOffset At, string? Fault)>(text => Time(text, utc >= 0 ? null : zone));
        var (node, name, type, area, current) = (Column("pnode_id"), Column("pnode_name"), Column("type"), Column("zone"), Column("row_is_current"));
        var market = sheet.Of(pjm);
        var prices = market.Of(isDayAhead ? PriceKinds.DayAhead : PriceKinds.RealTime);
        Span<float> values = stackalloc float[PriceComponents.Count];

        while (rows.Next())
        {
            if ((rows.Number & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!rows.Code(node, out var code))
                continue;
            if (rows.Cell(current) is [(byte)'F' or (byte)'f' or (byte)'0', ..])
            {
                // A version that PJM has replaced says nothing of what holds.
                sheet.Tally.Warn("PJM marks rows as replaced by later versions (row_is_current = False); they are left out.");
                continue;
            }
            var (at, fault) = times[rows.Cell(time)];
            if (fault is not null)
            {
                rows.Reject(time, fault);
                continue;
            }
            var good = true;
            for (var c = 0; c < parts.Length && good; c++)
                good = rows.Price(parts[c], out values[c]);
            if (!good || (float.IsNaN(values[0]) && !rows.Reject(parts[0], "The price is missing.")))
                continue;
            var place = market.Nodes.Place(code);
            if (market.Nodes.FactsOf(place) is null)
                market.Nodes.Say(place, new NodeFacts(rows.Number, Short(rows.Word(name)), rows.Word(type) is { } word ? NodeTypes.FromSource(Short(word)) : null, Short(rows.Word(area))));
            prices.Add(prices.Frame(at), place, rows.Number, values);
        }

        int Column(string column) => LayoutFile.ColumnOf(header, column);

        static string? Short(string? word) => word?.Length > 200 ? word[..200] : word;
    }

    private static (DateTimeOffset, string?) Time(string text, TimeZoneInfo? zone)
    {
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year is < 1990 or > 2060)
            return (default, "This is not a time; PJM writes it as 5/1/2025 4:00:00 AM.");
        if (zone is null)
            return (new DateTimeOffset(wall, TimeSpan.Zero), null);
        return LocalTimes.Of(wall, zone) switch
        {
            LocalTime.Once once => (once.At.ToUniversalTime(), null),
            LocalTime.Missing => (default, $"The clocks of {zone.Id} never showed this time."),
            _ => (default, $"The clocks of {zone.Id} showed this time twice, and without the column datetime_beginning_utc nobody can say which is meant."),
        };
    }
}
