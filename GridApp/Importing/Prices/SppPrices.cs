using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>SPP's prices by settlement location, day-ahead (DA-LMP-SL) and real-time (RTBM-LMP-SL). Both stamp the end of an interval, in Central and in UTC time, of which UTC counts.</summary>
internal sealed class SppPrices : PriceLayout
{
    private const string Stamp = "GMTIntervalEnd";

    private readonly Market spp = Known("SPP");

    public override string Format => "spp";

    public override string Words => "prices of SPP's (by settlement location)";

    public override Market? Market => spp;

    public override bool Recognises(FileHead head) => head.HasColumns("Interval", Stamp, "Settlement Location", "LMP", "MLC", "MCC", "MEC");

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        var (opened, header) = file.OpenTableWithHeader();
        using var table = opened;
        var rows = new SheetRows(table, header, sheet);
        int[] parts = [Column("LMP"), Column("MEC"), Column("MCC"), Column("MLC"), -1];
        var (stamp, location) = (Column(Stamp), Column("Settlement Location"));
        var times = new SpanMemo<DateTimeOffset?>(Time);
        var market = sheet.Of(spp);
        var late = new LateRows();
        Span<float> values = stackalloc float[PriceComponents.Count];

        while (rows.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!rows.Code(location, out var code))
                continue;
            if (times[rows.Cell(stamp)] is not { } end)
            {
                rows.Reject(stamp, "This is not a time; SPP writes it as 03/19/2025 06:00:00.");
                continue;
            }
            var good = true;
            for (var c = 0; c < parts.Length && good; c++)
                good = rows.Price(parts[c], out values[c]);
            if (!good || (float.IsNaN(values[0]) && !rows.Reject(parts[0], "The price is missing.")))
                continue;
            var place = market.Nodes.Place(code);
            if (market.Nodes.FactsOf(place) is null)
                market.Nodes.Say(place, new NodeFacts(rows.Number, Type: market.Nodes.Word(place) is "SPPNORTH_HUB" or "SPPSOUTH_HUB" ? NodeTypes.Hub : null));
            late.Add(end, place, rows.Number, values);
        }
        if (late.Stamps.Count == 0)
            return;
        var kind = KindOf(file, late.Stamps);
        var minutes = kind == PriceKinds.DayAhead ? (short)60 : (short)5;
        late.PutInto(market.Of(kind), end => (end.AddMinutes(-minutes), minutes));

        int Column(string column) => LayoutFile.ColumnOf(header, column);
    }

    /// <summary>A mapping says it, or the file's name, or the time between its stamps. Both kinds have the same columns.</summary>
    private static string KindOf(LayoutFile file, IReadOnlyList<DateTimeOffset> stamps)
    {
        if (file.Constant("kind") is { } said)
            return PriceKinds.FromSource(said) ?? throw new UnreadableFileException($"The mapping's kind of price '{said}' is not known; it is DAM or RTM.");
        var between = stamps.Zip(stamps.Skip(1), (a, b) => b - a).DefaultIfEmpty().Min();
        var offTheHour = stamps.Any(stamp => stamp.Minute != 0);
        var named = file.Name.StartsWith("DA-LMP", StringComparison.OrdinalIgnoreCase) ? PriceKinds.DayAhead : file.Name.StartsWith("RTBM-LMP", StringComparison.OrdinalIgnoreCase) ? PriceKinds.RealTime : null;
        if (named == PriceKinds.DayAhead && offTheHour)
            throw new UnreadableFileException($"'{file.Name}' is called day-ahead, but has intervals that end off the hour, as only real-time ones do.");
        return named
            ?? (offTheHour ? PriceKinds.RealTime : between == TimeSpan.FromHours(1) ? PriceKinds.DayAhead : null)
            ?? throw new UnreadableFileException($"Nothing tells whether '{file.Name}' is day-ahead or real-time: its name (DA-LMP-..., RTBM-LMP-...) does, or a mapping such as {{\"=RTM\": \"kind\"}}.");
    }

    private static DateTimeOffset? Time(string text) =>
        DateTime.TryParseExact(text, "MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is >= 1990 and <= 2060 ? new DateTimeOffset(at, TimeSpan.Zero) : null;
}
