using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>
/// ISO New England's hourly reports such as WW_DALMP_ISO: comments (C), a header (H), data (D) and a last line with their number (T). Hours end, of Eastern prevailing time;
/// 02X is the repeated one.
/// </summary>
internal sealed class IsoNePrices : PriceLayout
{
    private readonly Market isone = Known("ISONE");

    public override string Format => "isone";

    public override string Words => "prices of ISO New England's (hourly report)";

    public override Market? Market => isone;

    public override bool Recognises(FileHead head) =>
        head.Rows.Any(row => row[0] == "C") && head.Rows.FirstOrDefault(row => row[0] == "H") is { } header && header.Contains("Hour Ending") && header.Contains("Locational Marginal Price");

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        using var table = file.OpenTable();
        var (kind, header) = Head(table);
        var lines = (int?)null;
        var data = 0;
        var rows = new SheetRows(table, header, sheet, one =>
        {
            if (one[0].SequenceEqual("D"u8))
                return ++data > 0;
            if (one[0].SequenceEqual("T"u8))
                lines = Lines(one.Text(1));
            return false;
        });
        int[] parts = [Column("Locational Marginal Price"), Column("Energy Component"), Column("Congestion Component"), Column("Marginal Loss Component"), -1];
        var (date, hour, name, type) = (Column("Date"), Column("Hour Ending"), Column("Location Name"), Column("Location Type"));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(isone.TimeZone);
        var dates = new SpanMemo<DateOnly?>(word => DateOnly.TryParseExact(word, "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);
        var hours = new Dictionary<DateOnly, SpanMemo<(DateTimeOffset At, string? Fault)>>();
        var market = sheet.Of(isone);
        var prices = market.Of(kind);
        Span<float> values = stackalloc float[PriceComponents.Count];

        while (rows.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!rows.Code(name, out var code))
                continue;
            if (dates[rows.Cell(date)] is not { } day)
            {
                rows.Reject(date, "This is not a date; ISO New England writes it as 06/04/2026.");
                continue;
            }
            if (!hours.TryGetValue(day, out var ending))
                hours.Add(day, ending = new(word => Hour(day, word, zone)));
            var (at, fault) = ending[rows.Cell(hour)];
            if (fault is not null)
            {
                rows.Reject(hour, fault);
                continue;
            }
            var good = true;
            for (var c = 0; c < parts.Length && good; c++)
                good = rows.Price(parts[c], out values[c]);
            if (!good || (float.IsNaN(values[0]) && !rows.Reject(parts[0], "The price is missing.")))
                continue;
            var place = market.Nodes.Place(code);
            if (market.Nodes.FactsOf(place) is null)
                market.Nodes.Say(place, new NodeFacts(rows.Number, Type: IsoNeNodes.TypeOf(market.Nodes.Word(place), rows.Word(type))));
            var frame = prices.Frame(at);
            frame.Minutes = 60;
            prices.Add(frame, place, rows.Number, values);
        }
        if (lines is null)
            throw new UnreadableFileException($"'{file.Name}' is incomplete: the line that ends it (T) is missing.");
        if (lines != data)
            throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"'{file.Name}' is incomplete: its last line says {lines} lines of data, and there are {data}."));

        int Column(string column) => LayoutFile.ColumnOf(header, column);
    }

    /// <summary>The instant at which an hour that a label ends begins, or why there is none.</summary>
    internal static (DateTimeOffset At, string? Fault) Hour(DateOnly day, string label, TimeZoneInfo zone)
    {
        var again = label.EndsWith('X');
        if (!int.TryParse(again ? label[..^1] : label, NumberStyles.None, CultureInfo.InvariantCulture, out var ending) || ending is < 1 or > 24)
            return (default, "There is no such hour; hours end from 01 to 24, and 02X is the repeated one.");
        return LocalTimes.Of(day.ToDateTime(new TimeOnly(ending - 1, 0)), zone) switch
        {
            LocalTime.Once once when !again => (once.At.ToUniversalTime(), null),
            LocalTime.Twice twice => ((again ? twice.Second : twice.First).ToUniversalTime(), null),
            LocalTime.Missing => (default, "The clocks were put forward over this hour: that day has none that ends so."),
            _ => (default, "This hour was not repeated on that day."),
        };
    }

    private static int? Lines(string text) => int.TryParse(text.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var lines) ? lines : null;

    /// <summary>Reads up to the first header; the title says which market it is of.</summary>
    private static (string Kind, string[] Header) Head(Utf8Table table)
    {
        string? kind = null;
        while (table.Next())
        {
            var cells = table.Texts();
            if (cells[0] == "H")
                return (kind ?? throw new UnreadableFileException("The report's title says neither Day-Ahead nor Real-Time, so nobody can tell which kind of price it holds."), cells);
            if (cells[0] == "C" && cells.Length > 1)
            {
                kind ??= cells[1].StartsWith("Day-Ahead", StringComparison.OrdinalIgnoreCase) ? PriceKinds.DayAhead
                    : cells[1].Contains("Real-Time", StringComparison.OrdinalIgnoreCase) ? PriceKinds.RealTime : null;
            }
        }
        throw new UnreadableFileException("The report has no header (H).");
    }
}
