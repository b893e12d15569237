using System.Globalization;

namespace GridApp.Importing.Files;

/// <summary>The cells of a table's current row by field, and the rejection of the row.</summary>
internal sealed class RowCells(IRowTable table, FieldColumns columns, ImportTally tally)
{
    /// <summary>The current row's number as a spreadsheet counts.</summary>
    public int Row => table.Row;

    /// <summary>Goes to the next row whose cells can be told apart; rejected ones on the way are in the tally. False at the end.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    public bool Next()
    {
        while (table.Next())
        {
            tally.Read();
            if (table.Fault is not { } fault)
                return true;
            Reject(null, null, fault);
        }

        return false;
    }

    /// <summary>The trimmed cell; null when it is blank or the file has no such column.</summary>
    public string? Word(string field)
    {
        if (columns[field] is not (>= 0 and var column))
            return null;
        // Asked once: each time may be another string.
        string cell = table[column];
        ReadOnlySpan<char> word = cell.AsSpan().Trim();
        return word.Length == 0 ? null : word.Length == cell.Length ? cell : word.ToString();
    }

    /// <summary>The trimmed cell; false, with the row rejected, when it is blank or longer than allowed.</summary>
    public bool Required(string field, int maxLength, out string word)
    {
        word = Word(field) ?? "";
        if (word.Length == 0)
            return Reject(field, "", "This is missing.");
        return Fits(field, word, maxLength);
    }

    /// <summary>The trimmed cell or null; false, with the row rejected, when it is longer than allowed.</summary>
    public bool Optional(string field, int maxLength, out string? word)
    {
        word = Word(field);
        return word is null || Fits(field, word, maxLength);
    }

    /// <summary>A finite number; false, with the row rejected, when there is none.</summary>
    public bool Number(string field, out double number)
    {
        var word = Word(field);
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number))
            return true;
        return Reject(
            field, word ?? "",
            word is null ? "This is missing."
            : word.Contains(',', StringComparison.Ordinal) ? "This is not a number; write a decimal point and no thousands separator."
            : "This is not a finite number.");
    }

    /// <summary>Rejects the current row; always false.</summary>
    public bool Reject(string? field, string? value, string reason)
    {
        tally.Reject(table.Row, field is null ? null : columns.NameOf(field), value, reason);
        return false;
    }

    private bool Fits(string field, string word, int maxLength)
    {
        if (word.Contains('\0', StringComparison.Ordinal))
            return Reject(field, word, "This contains the character NUL, which no text may.");
        return word.Length <= maxLength
            || Reject(field, word, string.Create(CultureInfo.InvariantCulture, $"This is longer than {maxLength} characters."));
    }
}
