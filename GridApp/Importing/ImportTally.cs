using GridApp.Importing.Files;

namespace GridApp.Importing;

/// <summary>A row that was not taken.</summary>
/// <param name="Row">As a spreadsheet counts: the header is row 1.</param>
/// <param name="Column">The file's name of the column at fault, or null when it is the row as a whole.</param>
/// <param name="Value">What stood there, shortened to <see cref="ImportTally.MaxValueLength"/>.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record Rejection(int Row, string? Column, string? Value, string Reason);

/// <summary>What became of the rows of one file, as far as it has been read.</summary>
internal sealed class ImportTally
{
    public const int MaxValueLength = 200;

    /// <summary>Most rejections that are kept with their reasons; all are counted.</summary>
    public const int MaxRejectionsKept = 10_000;

    private readonly List<Rejection> rejections = [];
    private readonly Dictionary<string, int> warnings = new(StringComparer.Ordinal);

    /// <summary>Rows of data, blank lines aside. Read by others while the import runs.</summary>
    public int RowsRead { get; private set; }

    public int RowsRejected { get; private set; }

    /// <summary>About how many rows there are, for whoever waits; null as long as nobody knows.</summary>
    public int? RowsExpected { get; private set; }

    /// <summary>Accepted rows, whether they changed something or not.</summary>
    public int RowsWritten => RowsRead - RowsRejected;

    /// <summary>Accepted rows that changed something.</summary>
    public int RowsChanged { get; set; }

    public IReadOnlyList<Rejection> Rejections => rejections;

    public IReadOnlyDictionary<string, int> Warnings => warnings;

    public void Read() => RowsRead++;

    /// <summary>What a look over the whole file has found: its rows, about, and what was assumed about its encoding.</summary>
    public void Expect(TextShape shape) => Expect(shape, Math.Max(1, shape.Lines - 1));

    /// <summary>The same of a file whose lines are not its rows.</summary>
    public void Expect(TextShape shape, int rows)
    {
        RowsExpected = rows;
        if (shape.Warning is not null)
            Warn(shape.Warning);
    }

    /// <summary>The file is read anew from its beginning, in another way.</summary>
    public void Restart()
    {
        (RowsRead, RowsRejected, RowsChanged) = (0, 0, 0);
        rejections.Clear();
        warnings.Clear();
    }

    /// <summary>Counts a row as rejected; call it once per row.</summary>
    public void Reject(int row, string? column, string? value, string reason)
    {
        RowsRejected++;
        if (rejections.Count < MaxRejectionsKept)
            rejections.Add(new(row, column, Short(value), reason));
        else
            Warn("Rejected rows beyond the first ones are counted, but not listed.");
    }

    /// <summary>Notes something odd in rows that are taken all the same.</summary>
    public void Warn(string reason, int count = 1) => warnings[reason] = warnings.GetValueOrDefault(reason) + count;

    /// <summary>Without NUL, which no text in the database may contain.</summary>
    private static string? Short(string? value)
    {
        if (value is null)
            return null;
        var end = Math.Min(value.Length, MaxValueLength);
        if (end < value.Length && char.IsHighSurrogate(value[end - 1]))
            end--;
        return value[..end].Replace('\0', '\uFFFD');
    }
}
