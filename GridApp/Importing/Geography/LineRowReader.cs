using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Importing.Files;

namespace GridApp.Importing.Geography;

/// <summary>Turns rows with paths into lines, and sorts out those that break a rule.</summary>
internal sealed class LineRowReader
{
    private const int MaxSourceLength = 300;

    /// <summary>What the US inventory of transmission lines writes where a number is not known.</summary>
    private const double NotKnown = -999_999;

    private readonly DatasetFile file;
    private readonly FieldColumns columns;
    private readonly RowCells cells;
    private readonly ShapeReader shapes;
    private readonly ImportTally tally;
    private readonly Dictionary<string, int> named = new(StringComparer.Ordinal);
    private readonly bool hasCodes;

    public LineRowReader(GeographyFile opened, DatasetFile file, ImportTally tally)
    {
        this.file = file;
        this.tally = tally;
        columns = opened.Columns;
        cells = new RowCells(opened.Table, columns, tally);
        shapes = new ShapeReader(opened.Table, cells, columns, tally);
        hasCodes = columns["code"] >= 0 || columns["id"] >= 0 || columns["featureId"] >= 0;
        if (!hasCodes && columns["name"] < 0 && (columns["fromNode"] < 0 || columns["toNode"] < 0))
            throw new UnreadableFileException($"The file does not tell its lines apart: it needs a column for code (or line_id), for name, or for both fromNode and toNode. It has {string.Join(", ", columns.Header.Take(8).Select(name => $"'{name}'"))}.".Replace('\0', '\uFFFD'));
    }

    /// <summary>The next line; null at the end of the file. Rejected rows on the way are in the tally.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    public LineRow? Next()
    {
        while (cells.Next())
        {
            if (Accept() is { } row)
                return row;
        }

        return null;
    }

    private LineRow? Accept()
    {
        if (!shapes.Read(out Shape? shape) || !Number("voltageKv", out double? voltage) || !Number("limitMw", out double? limit))
            return null;
        (string? from, string? to) = (cells.Word("fromNode"), cells.Word("toNode"));
        string? name = cells.Word("name") ?? (from is not null && to is not null ? $"{from} – {to}" : null);
        string? code = hasCodes ? cells.Word("code") ?? cells.Word("id") ?? cells.Word("featureId") : name is null ? null : MadeUp(name, voltage);
        string? kind = cells.Word("kind");
        if (kind is not null && kind.Equals("not available", StringComparison.OrdinalIgnoreCase))
            kind = null;
        var facts = new LineFacts(code, name ?? code, kind, voltage, limit, from, to, shape);
        if (LineRules.Check(facts) is [var fault, ..])
        {
            cells.Reject(fault.Field, fault.Field == "geometry" ? null : cells.Word(fault.Field) ?? (fault.Field == "code" ? code : null), fault.Sentence);
            return null;
        }

        Market? market = MarketOf();
        PlacedShape? path = null;
        if (shape is not null && ShapeRules.IsOnePlace(shape))
        {
            tally.Warn("Lines begin and end at one place, as inside a station; they are kept without a path.");
        }
        else if (shape is not null)
        {
            if (shapes.Place(shape, market) is not { } placed)
                return null;
            path = placed;
        }

        string source = cells.Word("source") ?? file.FileName;
        return new LineRow(
            cells.Row, market?.Code, code!, facts.Name!, LineKinds.FromSource(kind)!, voltage, limit ?? 0, from, to, source.Length > MaxSourceLength ? source[..MaxSourceLength] : source,
            market?.Simulated == true, path);
    }

    /// <summary>Without codes, lines are told apart by name and voltage, and circuits beside each other by their order in the file: the same file gives the same codes.</summary>
    private string MadeUp(string name, double? voltage)
    {
        string code = voltage is { } kv ? string.Create(CultureInfo.InvariantCulture, $"{name} {kv:0.###} kV") : name;
        int number = named[code] = named.GetValueOrDefault(code) + 1;
        if (number > 1)
            code += string.Create(CultureInfo.InvariantCulture, $" #{number}");
        if (code.Length <= LineRules.MaxCodeLength)
            return code;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)).AsSpan(0, 4));
        return code[..(LineRules.MaxCodeLength - 9)] + "~" + hash;
    }

    private Market? MarketOf()
    {
        if (cells.Word("market") is not { } word)
            return file.Market;
        Market? named = MarketCatalogue.FromSource(word);
        if (named is null)
            tally.Warn($"The market '{(word.Length > 40 ? word[..40] + "..." : word)}' is not known; the lines are without a market.");
        return named;
    }

    private bool Number(string field, out double? number)
    {
        number = null;
        if (cells.Word(field) is null)
            return true;
        if (!cells.Number(field, out double value))
            return false;
        if (value == NotKnown)
            tally.Warn("-999999 stands for a number that is not known; it is left out.");
        else
            number = value;
        return true;
    }
}
