using System.Globalization;
using System.Text;
using GridApp.Domain.Markets;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>How a market, or anybody, writes prices or nodes into a file. A new one is one class and its line in <see cref="PriceLayouts"/>.</summary>
internal abstract class PriceLayout
{
    /// <summary>The word for it among the formats of imports.</summary>
    public abstract string Format { get; }

    /// <summary>What such a file is, for sentences: "day-ahead prices of PJM's (Data Miner)".</summary>
    public abstract string Words { get; }

    /// <summary>Whose files these are; null: the file or the person says.</summary>
    public virtual Market? Market => null;

    /// <summary>Whether it says prices; otherwise only nodes.</summary>
    public virtual bool HasPrices => true;

    /// <summary>Whether it says nodes by themselves.</summary>
    public virtual bool HasNodes => false;

    /// <summary>Whether a file is written so.</summary>
    public abstract bool Recognises(FileHead head);

    /// <summary>Reads all of it.</summary>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public abstract void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken);

    /// <summary>A market of the catalogue.</summary>
    protected static Market Known(string code) => MarketCatalogue.Find(code)!;
}

/// <summary>The first lines of a file.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rows">Its first rows, as cells; for a text that is no table they mean nothing.</param>
/// <param name="Start">Its first characters.</param>
internal sealed record FileHead(string Name, IReadOnlyList<string[]> Rows, string Start)
{
    private const int MostRows = 8;
    private const int StartBytes = 4_096;

    /// <summary>Reads the beginning of a file.</summary>
    public static FileHead Of(PackedFile file, Encoding? encoding)
    {
        var bytes = new byte[StartBytes];
        using (var content = file.Open())
            bytes = bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        var rows = new List<string[]>();
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[' or (byte)'<', ..])
        {
            using var table = Utf8Table.Open(file.Open, encoding);
            while (rows.Count < MostRows && table.Next())
                rows.Add(table.Texts());
        }
        return new FileHead(Path.GetFileName(file.Name), rows, Encoding.UTF8.GetString(bytes));
    }

    /// <summary>The first row.</summary>
    public IReadOnlyList<string> Header => Rows.Count > 0 ? Rows[0] : [];

    /// <summary>Whether the first row has all these columns, in any order and case.</summary>
    public bool HasColumns(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (!Header.Contains(column, StringComparer.OrdinalIgnoreCase))
                return false;
        }
        return true;
    }

    /// <summary>What its first line looks like, for sentences.</summary>
    public string Seen => Header.Count == 0
        ? $"It begins with '{Short(Start)}'."
        : $"Its first row is {string.Join(", ", Header.Take(8).Select(name => $"'{Short(name)}'"))}{(Header.Count > 8 ? ", ..." : "")}.";

    private static string Short(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c).Take(40)) + (text.Length > 40 ? "..." : "");
}

/// <summary>A file that is read in a layout.</summary>
/// <param name="Import">What the person said.</param>
/// <param name="Packed">The file, or a member of the archive that was sent.</param>
/// <param name="Encoding">How its bytes are read; null: as UTF-8 or UTF-16.</param>
internal sealed record LayoutFile(DatasetFile Import, PackedFile Packed, Encoding? Encoding)
{
    /// <summary>The last part of its name.</summary>
    public string Name => Path.GetFileName(Packed.Name);

    public Utf8Table OpenTable() => Utf8Table.Open(Packed.Open, Encoding);

    /// <summary>The file as a table behind its header.</summary>
    public (Utf8Table Table, string[] Header) OpenTableWithHeader()
    {
        var table = OpenTable();
        try
        {
            return table.Next() ? (table, table.Texts()) : throw new UnreadableFileException("The file has no header row.");
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>What a mapping says of every row: <c>{"=RTM": "kind"}</c>; null where it says nothing.</summary>
    public string? Constant(string field) => Import.Mapping?.FirstOrDefault(one => one.Key.StartsWith('=') && one.Value.Equals(field, StringComparison.OrdinalIgnoreCase)).Key?[1..].Trim();

    /// <summary>The column of a name; -1 where there is none.</summary>
    public static int ColumnOf(IReadOnlyList<string> header, string name)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    /// <summary>The instant as it is written in sentences.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
