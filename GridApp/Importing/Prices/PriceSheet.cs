using System.Globalization;
using GridApp.Domain.Markets;

namespace GridApp.Importing.Prices;

/// <summary>What a file, or all files of an archive, say of prices and nodes: arrays by interval, before anything is written.</summary>
/// <param name="tally">What becomes of the rows.</param>
/// <param name="isArchive">There are several files, so a rejection says which.</param>
internal sealed class PriceSheet(ImportTally tally, bool isArchive)
{
    /// <summary>Node intervals that there may be room for at once; about 24 bytes each.</summary>
    public const int MostCells = 12_000_000;

    private readonly SortedDictionary<string, MarketSheet> markets = new(StringComparer.Ordinal);
    private readonly List<(int FirstRow, string Name)> files = [];
    private readonly HashSet<int> rejected = [];
    private int cells;
    private int firstRow;

    public ImportTally Tally => tally;

    /// <summary>By code, in its order.</summary>
    public IReadOnlyCollection<MarketSheet> Markets => markets.Values;

    /// <summary>Each row is a node with prices of several kinds.</summary>
    public bool RowsAreNodes { get; set; }

    public MarketSheet Of(Market market)
    {
        if (!markets.TryGetValue(market.Code, out var sheet))
            markets.Add(market.Code, sheet = new MarketSheet(this, market));
        return sheet;
    }

    /// <summary>The next file begins: rows are counted anew.</summary>
    public void Begin(string name)
    {
        firstRow = files.Count == 0 ? 0 : files[^1].FirstRow + lastRow;
        files.Add((firstRow, name));
        lastRow = 0;
    }

    private int lastRow;

    /// <summary>A number for a row of the current file that no other file's has.</summary>
    public int Number(int row)
    {
        lastRow = Math.Max(lastRow, row);
        return firstRow + row;
    }

    /// <summary>Rejects a row; once, whatever else is wrong with it.</summary>
    /// <param name="number">As <see cref="Number"/> gave it.</param>
    public void Reject(int number, string? column, string? value, string reason)
    {
        if (!rejected.Add(number))
            return;
        var file = files.FindLastIndex(one => one.FirstRow < number);
        tally.Reject(number - files[file].FirstRow, column, value, isArchive ? $"{files[file].Name}: {reason}" : reason);
    }

    /// <exception cref="UnreadableFileException">It does not fit.</exception>
    internal void Grow(int by)
    {
        cells += by;
        if (cells > MostCells)
        {
            throw new UnreadableFileException(string.Create(
                CultureInfo.InvariantCulture, $"The file has prices of more than {MostCells:N0} node intervals, which is more than is read at once. Send it in parts, for example a file for each day."));
        }
    }
}

/// <summary>What is said of one market.</summary>
internal sealed class MarketSheet(PriceSheet sheet, Market market)
{
    private readonly SortedDictionary<string, KindSheet> kinds = new(StringComparer.Ordinal);

    public Market Market => market;

    public SheetNodes Nodes { get; } = new();

    /// <summary>By code, in its order.</summary>
    public IReadOnlyCollection<KindSheet> Kinds => kinds.Values;

    /// <summary>The kind of price; the market has it.</summary>
    public KindSheet Of(string kind)
    {
        if (!kinds.TryGetValue(kind, out var one))
            kinds.Add(kind, one = new KindSheet(sheet, market, kind, Nodes));
        return one;
    }
}

/// <summary>Prices of one kind.</summary>
internal sealed class KindSheet(PriceSheet sheet, Market market, string kind, SheetNodes nodes)
{
    private const string Contradiction = "This price stands in several rows with different values, so nobody can say which is right.";

    private readonly Dictionary<long, FrameSheet> frames = [];
    private FrameSheet? last;

    public string Kind => kind;

    public Market Market => market;

    public SheetNodes Nodes => nodes;

    /// <summary>By their starts.</summary>
    public IReadOnlyList<FrameSheet> Frames => [.. frames.Values.OrderBy(frame => frame.At)];

    /// <summary>The interval that begins at an instant.</summary>
    public FrameSheet Frame(DateTimeOffset at)
    {
        if (last?.At == at)
            return last;
        if (!frames.TryGetValue(at.UtcTicks, out var frame))
            frames.Add(at.UtcTicks, frame = new FrameSheet(at.ToUniversalTime()));
        return last = frame;
    }

    /// <summary>Takes a row with all its components.</summary>
    /// <param name="number">As the sheet numbers it.</param>
    /// <param name="values">By component; NaN: nothing is said of it.</param>
    public void Add(FrameSheet frame, int place, int number, ReadOnlySpan<float> values)
    {
        sheet.Grow(frame.Reach(place, nodes.Count));
        ref var row = ref frame.RowsOf(0)[place];
        if (row != 0 && !Agrees(frame, place, ref row, number, values))
            return;
        for (var c = 0; c < values.Length; c++)
        {
            if (!float.IsNaN(values[c]))
                frame.Component(c)[place] = values[c];
        }
        row = row == 0 ? number : row;
    }

    /// <summary>Each row is one component of a price, rather than a price with all of them.</summary>
    public bool RowsAreParts { get; private set; }

    /// <summary>Takes a row with one component.</summary>
    public void Add(FrameSheet frame, int place, int number, int component, float value)
    {
        RowsAreParts = true;
        sheet.Grow(frame.Reach(place, nodes.Count));
        ref var row = ref frame.RowsOf(component)[place];
        var values = frame.Component(component);
        if (row == 0)
            (row, values[place]) = (number, value);
        else if (row < 0)
            Contradict(frame, number);
        else if (values[place] != value)
        {
            Contradict(frame, row);
            Contradict(frame, number);
            (row, values[place]) = (-row, float.NaN);
        }
    }

    /// <summary>Whether a row that repeats another can be taken: it says the same, or what the other leaves open. If not, both are rejected.</summary>
    private bool Agrees(FrameSheet frame, int place, ref int row, int number, ReadOnlySpan<float> values)
    {
        var contradicts = row < 0;
        for (var c = 0; c < values.Length && !contradicts; c++)
            contradicts = !float.IsNaN(values[c]) && frame.Value(c, place) is var known && !float.IsNaN(known) && known != values[c];
        if (!contradicts)
            return true;
        Contradict(frame, number);
        if (row < 0)
            return false;
        Contradict(frame, row);
        row = -row;
        foreach (var component in frame.Values)
        {
            if (component is not null)
                component[place] = float.NaN;
        }
        return false;
    }

    private void Contradict(FrameSheet frame, int number) =>
        sheet.Reject(number, null, frame.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture), Contradiction);
}
