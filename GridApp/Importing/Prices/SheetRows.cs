using System.Globalization;
using System.Text;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>The rows of a table of prices or nodes: cells by column, numbers, and the rejection of what is wrong.</summary>
/// <param name="isData">Whether the table's current row is data; null: all of them are.</param>
internal sealed class SheetRows(Utf8Table table, IReadOnlyList<string> header, PriceSheet sheet, Func<Utf8Table, bool>? isData = null)
{
    /// <summary>Beyond this a price is a slip; up to it float32 keeps cents.</summary>
    public const double GreatestPrice = 100_000;

    private const int LongestWord = 200;

    /// <summary>The file's names of the columns.</summary>
    public IReadOnlyList<string> Header => header;

    /// <summary>The current row, as the sheet numbers it.</summary>
    public int Number { get; private set; }

    /// <summary>Goes to the next row whose cells can be told apart; rejected ones on the way are counted. False at the end.</summary>
    public bool Next()
    {
        while (table.Next())
        {
            if (isData is not null && !isData(table))
                continue;
            sheet.Tally.Read();
            Number = sheet.Number(table.Row);
            if (table.IsMalformed)
                Reject(-1, "Text follows a closing quote, so the cells of this row cannot be told apart.");
            else if (table.CellCount != header.Count)
                Reject(-1, string.Create(CultureInfo.InvariantCulture, $"The row has {table.CellCount} cells, the header {header.Count}."));
            else
                return true;
        }
        return false;
    }

    /// <summary>A trimmed cell; empty for column -1.</summary>
    public ReadOnlySpan<byte> Cell(int column)
    {
        var cell = table[column];
        return cell.Length > 0 && (cell[0] <= ' ' || cell[^1] <= ' ') ? cell.Trim(" \t\r\n"u8) : cell;
    }

    /// <summary>A trimmed cell as text; null where it is blank or there is no such column.</summary>
    public string? Word(int column) => Cell(column) is { Length: > 0 } cell ? Encoding.UTF8.GetString(cell) : null;

    /// <summary>A code or name; false, with the row rejected, where it is missing or no such thing.</summary>
    public bool Code(int column, out ReadOnlySpan<byte> code)
    {
        code = Cell(column);
        return code.Length switch
        {
            0 => Reject(column, "This is missing."),
            > LongestWord => Reject(column, string.Create(CultureInfo.InvariantCulture, $"This is longer than {LongestWord} characters.")),
            _ => !code.Contains((byte)0) || Reject(column, "This contains the character NUL, which no text may."),
        };
    }

    /// <summary>A price; NaN where the cell is blank or there is no such column. False, with the row rejected, where it is none.</summary>
    public bool Price(int column, out float price)
    {
        price = float.NaN;
        var cell = Cell(column);
        if (cell.IsEmpty)
            return true;
        if (!Utf8Number.TryParse(cell, out var number))
            return Reject(column, WhyNoNumber(cell));
        if (Math.Abs(number) > GreatestPrice)
            return Reject(column, string.Create(CultureInfo.InvariantCulture, $"A price beyond {GreatestPrice:N0} per MWh is impossible."));
        // Without minus zero, which is no price of its own.
        price = number == 0 ? 0 : (float)number;
        return true;
    }

    /// <summary>A number, or null where the cell is blank. False, with the row rejected, where it is none.</summary>
    public bool Decimal(int column, out double? value)
    {
        value = null;
        var cell = Cell(column);
        if (cell.IsEmpty)
            return true;
        if (!Utf8Number.TryParse(cell, out var number))
            return Reject(column, WhyNoNumber(cell));
        value = number;
        return true;
    }

    /// <summary>Rejects the current row; always false.</summary>
    public bool Reject(int column, string reason)
    {
        sheet.Reject(Number, column < 0 ? null : header[column], column < 0 ? null : Word(column) ?? "", reason);
        return false;
    }

    private static string WhyNoNumber(ReadOnlySpan<byte> cell) =>
        cell.Contains((byte)',') ? "This is not a number; write a decimal point and no thousands separator."
        : double.TryParse(Encoding.UTF8.GetString(cell), NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "This is not a finite number."
        : "This is not a number.";
}
