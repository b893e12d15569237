using System.Collections.Frozen;
using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>
/// NYISO's LBMPs of zones and generators. The congestion is printed negated: LBMP = energy + losses - congestion, and the energy is not printed at all; both are kept so that the
/// price is the sum of its parts. Day-ahead stamps (without seconds) begin an hour of Eastern prevailing time, real-time ones (with seconds) end an interval, some off the grid of five
/// minutes. In the hour that the clocks repeat, the first stamp of a node is summer time and the second standard time.
/// </summary>
internal sealed class NyisoPrices : PriceLayout
{
    private const string Stamp = "Time Stamp";

    private static readonly TimeSpan Dispatch = TimeSpan.FromMinutes(5);

    private static readonly FrozenSet<string> Zones = new[] { "CAPITL", "CENTRL", "DUNWOD", "GENESE", "HUD VL", "LONGIL", "MHK VL", "MILLWD", "N.Y.C.", "NORTH", "WEST" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Neighbours = new[] { "H Q", "NPX", "O H", "PJM" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Market nyiso = Known("NYISO");

    public override string Format => "nyiso";

    public override string Words => "prices of NYISO's (LBMP)";

    public override Market? Market => nyiso;

    public override bool Recognises(FileHead head) => head.HasColumns(Stamp, "Name", "PTID", "LBMP ($/MWHr)");

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        var (opened, header) = file.OpenTableWithHeader();
        using var table = opened;
        var rows = new SheetRows(table, header, sheet);
        var (stamp, name, total, losses, congestion) = (Column(Stamp), Column("Name"), Column("LBMP ($/MWHr)"), Column("Marginal Cost Losses ($/MWHr)"), Column("Marginal Cost Congestion ($/MWHr)"));
        var market = sheet.Of(nyiso);
        var read = new Stamps(sheet, TimeZoneInfo.FindSystemTimeZoneById(nyiso.TimeZone));
        Span<float> values = stackalloc float[PriceComponents.Count];

        while (rows.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!rows.Code(name, out var code) || !rows.Price(total, out var price) || !rows.Price(losses, out var loss) || !rows.Price(congestion, out var printed))
                continue;
            if (float.IsNaN(price))
            {
                rows.Reject(total, "The price is missing.");
                continue;
            }
            var place = market.Nodes.Place(code);
            if (market.Nodes.FactsOf(place) is null)
                market.Nodes.Say(place, new NodeFacts(rows.Number, Type: TypeOf(market.Nodes.Word(place))));
            (values[0], values[1], values[2], values[3]) = (price, Energy(price, loss, printed), printed == 0 ? 0 : -printed, loss);
            read.Add(rows, stamp, place, values);
        }
        read.PutInto(market.Of(KindOf(file, read.HasSeconds)), header[stamp]);

        int Column(string column) => LayoutFile.ColumnOf(header, column);
    }

    /// <summary>What the price is without losses and congestion, in the cents that all three are printed in.</summary>
    private static float Energy(float price, float loss, float printed)
    {
        var energy = Math.Round((double)price - loss + printed, 2);
        return energy == 0 ? 0 : (float)energy;
    }

    /// <summary>The file's name says it (damlbmp, realtime, rtlbmp), or a mapping; else only the five-minute files of real time have seconds.</summary>
    private static string KindOf(LayoutFile file, bool hasSeconds) =>
        file.Constant("kind") is { } said ? PriceKinds.FromSource(said) ?? throw new UnreadableFileException($"The mapping's kind of price '{said}' is not known; it is DAM or RTM.")
        : hasSeconds || file.Name.Contains("realtime", StringComparison.OrdinalIgnoreCase) || file.Name.Contains("rtlbmp", StringComparison.OrdinalIgnoreCase) ? PriceKinds.RealTime
        : PriceKinds.DayAhead;

    private static string TypeOf(string name) => Zones.Contains(name) ? NodeTypes.Zone : Neighbours.Contains(name) ? NodeTypes.Interface : NodeTypes.Generator;

    /// <summary>The stamps of a file as intervals.</summary>
    private sealed class Stamps(PriceSheet sheet, TimeZoneInfo zone)
    {
        private readonly SpanMemo<(LocalTime? Time, bool HasSeconds)> labels = new(text => Parse(text, zone));
        private readonly LateRows rows = new();
        private readonly Dictionary<(int Place, DateTimeOffset First), List<(int Number, LocalTime.Twice Time, float[] Values)>> twice = [];

        /// <summary>Five-minute stamps, which end their intervals; hourly ones begin theirs.</summary>
        public bool HasSeconds { get; private set; }

        public void Add(SheetRows current, int column, int place, ReadOnlySpan<float> values)
        {
            var (time, hasSeconds) = labels[current.Cell(column)];
            HasSeconds |= hasSeconds;
            switch (time)
            {
                case null:
                    current.Reject(column, "This is not a time; NYISO writes it as 07/18/2022 00:00, or 07/18/2022 00:05:00.");
                    break;
                case LocalTime.Missing:
                    current.Reject(column, "The clocks were put forward over this time: they never showed it.");
                    break;
                case LocalTime.Once once:
                    rows.Add(once.At.ToUniversalTime(), place, current.Number, values);
                    break;
                case LocalTime.Twice both:
                    if (!twice.TryGetValue((place, both.First), out var list))
                        twice.Add((place, both.First), list = []);
                    list.Add((current.Number, both, values.ToArray()));
                    break;
            }
        }

        /// <summary>Puts all rows into their intervals.</summary>
        public void PutInto(KindSheet kind, string column)
        {
            foreach (var ((place, _), repeated) in twice)
            {
                for (var i = 0; i < repeated.Count; i++)
                {
                    var (number, time, values) = repeated[i];
                    if (repeated.Count == 2)
                        rows.Add((i == 0 ? time.First : time.Second).ToUniversalTime(), place, number, values);
                    else
                        sheet.Reject(number, column, time.First.ToString("MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture), "The clocks showed this time twice, and the file does not have two rows of it, so nobody can say which is meant.");
                }
            }
            if (!HasSeconds)
            {
                rows.PutInto(kind, at => (at, 60));
                return;
            }
            // An interval begins where the one before ended, or five minutes before its own end.
            var ends = rows.Stamps;
            var starts = ends.Select((end, i) => i > 0 && end - ends[i - 1] < Dispatch ? ends[i - 1] : end - Dispatch).ToList();
            var order = ends.Index().ToDictionary(end => end.Item, end => end.Index);
            rows.PutInto(kind, end => (starts[order[end]], (short)Math.Ceiling((end - starts[order[end]]).TotalMinutes)));
        }

        private static (LocalTime?, bool) Parse(string text, TimeZoneInfo zone)
        {
            var hasSeconds = text.Length > 16;
            return DateTime.TryParseExact(text, hasSeconds ? "MM/dd/yyyy HH:mm:ss" : "MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) && wall.Year is >= 1990 and <= 2060
                ? (LocalTimes.Of(wall, zone), hasSeconds)
                : (null, false);
        }
    }
}
