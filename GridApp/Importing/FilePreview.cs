using System.Text;
using GridApp.Importing.Files;

namespace GridApp.Importing;

/// <summary>The beginning of a file, as its reader would see it.</summary>
/// <param name="Header">Names of the columns; empty where the file is no table.</param>
/// <param name="Rows">The first rows, cell by cell.</param>
/// <param name="Text">The first characters, where the file is no table.</param>
/// <param name="Delimiter">What parts the cells of a table.</param>
/// <param name="Warning">What was assumed about the encoding.</param>
internal sealed record FilePreview(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, string? Text, char? Delimiter, string? Warning)
{
    private const int MostRows = 8;
    private const int MostColumns = 60;
    private const int MostCharacters = 2_000;

    /// <summary>Beyond this the whole file is not read for its encoding alone.</summary>
    private const long ReadWhole = 64L << 20;

    /// <summary>Reads the beginning.</summary>
    /// <exception cref="UnreadableFileException">The file cannot be read at all.</exception>
    public static FilePreview Of(string path, long maxUnpackedBytes, CancellationToken cancellationToken)
    {
        try
        {
            var head = Head(path, maxUnpackedBytes);
            if (head.TrimStart('\uFEFF', ' ', '\t', '\r', '\n') is ['{' or '[', ..])
                return new FilePreview([], [], head, null, null);
            var shape = new FileInfo(path).Length <= ReadWhole
                ? TextShape.Of(path, maxUnpackedBytes, cancellationToken)
                : new TextShape(new UTF8Encoding(false), null, 0, 0);
            using var table = CsvTable.Open(path, shape, maxUnpackedBytes);
            List<IReadOnlyList<string>> rows = [];
            while (rows.Count < MostRows && table.Next())
                rows.Add([.. Enumerable.Range(0, Math.Min(table.CellCount, MostColumns)).Select(column => table[column])]);
            return new FilePreview([.. table.Header.Take(MostColumns)], rows, null, table.Delimiter, shape.Warning);
        }
        catch (InvalidDataException e)
        {
            throw new UnreadableFileException("The compressed file is damaged or incomplete. Send it again.", e);
        }
    }

    private static string Head(string path, long maxUnpackedBytes)
    {
        using var content = Unpacking.Open(path, maxUnpackedBytes);
        var bytes = new byte[MostCharacters];
        var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\uFFFD').Replace('\0', '\uFFFD');
    }
}
