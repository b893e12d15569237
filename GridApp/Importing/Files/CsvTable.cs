using System.Globalization;
using System.Text;
using CsvHelper;

namespace GridApp.Importing.Files;

/// <summary>A CSV file as a header and rows of text, read forward once. Any of , ; tab | may delimit.</summary>
internal sealed class CsvTable : IRowTable, IDisposable
{
    /// <summary>No row of a table is longer; a quote that is never closed makes one that is.</summary>
    private const int MaxRowBytes = 1 << 20;

    private readonly CsvReader reader;
    private CsvMalformedReason? fault;

    private CsvTable(string path, TextShape shape, long maxUnpackedBytes, int maxRowBytes)
    {
        reader = CsvReader.Create(Unpacking.Open(path, maxUnpackedBytes), new CsvReaderOptions
        {
            HasHeader = false, // ours, so that rows are counted as a spreadsheet does
            SkipEmptyLines = false,
            Encoding = Encoding.GetEncoding(shape.Encoding.CodePage),
            MaxRecordSize = maxRowBytes,
            OnMalformedRecord = record => fault = record.Reason,
            PoolStrings = true,
        });
    }

    /// <summary>Names of the columns, trimmed, as the file writes them.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The current row's number as a spreadsheet counts: the header is row 1; a cell with line breaks stays in one row.</summary>
    public int Row { get; private set; }

    /// <summary>Cells of the current row.</summary>
    public int CellCount => reader.FieldCount;

    /// <summary>What delimits the cells.</summary>
    public char Delimiter => reader.Separator;

    /// <summary>Text follows a closing quote in the current row, so that where its cells end is a guess.</summary>
    public bool IsMalformed => fault is CsvMalformedReason.TextAfterClosingQuote;

    /// <summary>Why the current row's cells cannot be told apart, or do not fit the header.</summary>
    public string? Fault => IsMalformed ? "Text follows a closing quote, so the cells of this row cannot be told apart."
        : CellCount != Header.Count ? string.Create(CultureInfo.InvariantCulture, $"The row has {CellCount} cells, the header {Header.Count}.")
        : null;

    /// <summary>Opens the file behind its header.</summary>
    /// <param name="maxRowBytes">Longest row: more where a cell holds a shape.</param>
    /// <exception cref="UnreadableFileException">There is no header.</exception>
    public static CsvTable Open(string path, TextShape shape, long maxUnpackedBytes, int maxRowBytes = MaxRowBytes)
    {
        var table = new CsvTable(path, shape, maxUnpackedBytes, maxRowBytes);
        try
        {
            if (!table.Next())
                throw new UnreadableFileException("The file has no header row.");
            table.Header = [.. Enumerable.Range(0, table.CellCount).Select(i => table[i].Trim())];
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>A cell of the current row, as the file has it; empty beyond the last.</summary>
    public string this[int column] => reader.GetString(column);

    /// <summary>Goes to the next row that is not blank; false at the end.</summary>
    /// <exception cref="UnreadableFileException">A quote is opened and never closed.</exception>
    public bool Next()
    {
        try
        {
            do
            {
                fault = null;
                if (!reader.Read())
                    return false;
                Row++;
                if (fault is CsvMalformedReason.UnterminatedQuote)
                    throw OpenQuote(Row);
            }
            while (reader.FieldCount <= 1 && string.IsNullOrWhiteSpace(reader.GetString(0)));

            return true;
        }
        catch (CsvFormatException e)
        {
            throw OpenQuote(Row + 1, e);
        }
    }

    public void Dispose() => reader.Dispose();

    private static UnreadableFileException OpenQuote(int row, Exception? inner = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"Row {row} opens a quote that is never closed, so what follows cannot be told apart."), inner);
}
