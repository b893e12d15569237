namespace GridApp.Importing.Files;

/// <summary>Which column of a file carries which field.</summary>
internal sealed class FieldColumns
{
    private readonly Dictionary<string, int> columns;

    private FieldColumns(Dictionary<string, int> columns, IReadOnlyList<string> header)
    {
        this.columns = columns;
        Header = header;
    }

    /// <summary>The file's own names of its columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The column that carries the field, or -1.</summary>
    public int this[string field] => columns.GetValueOrDefault(field, -1);

    /// <summary>Finds the fields among the columns, in any order; columns that carry none are ignored.</summary>
    /// <param name="mapping">What a person said, column to field; it goes before what the names suggest.</param>
    /// <param name="delimiter">Named when the header looks as if it had been cut wrongly; null where none cuts it.</param>
    /// <exception cref="UnreadableFileException">A field is missing or found twice, or the mapping names what is not there.</exception>
    public static FieldColumns Of(FieldVocabulary vocabulary, IReadOnlyList<string> header, IReadOnlyDictionary<string, string>? mapping, char? delimiter)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var mapped = new HashSet<int>();
        foreach (var (column, name) in mapping ?? new Dictionary<string, string>())
        {
            var index = IndexOf(header, column);
            if (index < 0)
                throw new UnreadableFileException($"The mapping names the column '{column}', which the file does not have.");
            var field = vocabulary.Field(name)
                ?? throw new UnreadableFileException($"The mapping names the field '{name}', which {vocabulary.Subject} do not have; they have {string.Join(", ", vocabulary.Fields.Keys.Order(StringComparer.Ordinal))}.");
            if (!columns.TryAdd(field, index))
                throw new UnreadableFileException($"The mapping names two columns for the field '{field}'.");
            mapped.Add(index);
        }

        var said = columns.Keys.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < header.Count; i++)
        {
            if (mapped.Contains(i) || vocabulary.FieldOf(header[i]) is not { } field || said.Contains(field))
                continue;
            if (!columns.TryAdd(field, i))
                throw new UnreadableFileException($"The columns '{header[columns[field]]}' and '{header[i]}' both carry the field '{field}'; keep one, or say which by a mapping.");
        }

        var missing = vocabulary.Required.Where(field => !columns.ContainsKey(field)).ToList();
        return missing.Count == 0 ? new FieldColumns(columns, header) : throw new UnreadableFileException(Missing(vocabulary, missing, header, delimiter));
    }

    /// <summary>The file's own name of the column that carries the field, or the field's.</summary>
    public string NameOf(string field) => columns.TryGetValue(field, out var index) ? Header[index] : field;

    private static string Missing(FieldVocabulary vocabulary, List<string> missing, IReadOnlyList<string> header, char? delimiter)
    {
        var names = string.Join(", ", missing.Select(field => vocabulary.Fields[field] is [var alias, ..] ? $"{field} (or {alias})" : field));
        var seen = string.Join(", ", header.Take(8).Select(name => $"'{(name.Length > 40 ? name[..40] + "..." : name)}'"));
        if (delimiter is null)
            return $"The features lack {(missing.Count == 1 ? "a property" : "properties")} for {names}. Their properties are {seen}{(header.Count > 8 ? ", ..." : "")}.".Replace('\0', '\uFFFD');
        var hint = header.Count == 1 ? " One column only: the file seems to be delimited by something other than comma, semicolon, tab or '|'." : "";
        var found = delimiter == '\t' ? "tabs" : $"'{delimiter}'";
        return $"The file lacks {(missing.Count == 1 ? "a column" : "columns")} for {names}. Its header, read as delimited by {found}, is {seen}{(header.Count > 8 ? ", ..." : "")}.{hint}"
            .Replace('\0', '\uFFFD');
    }

    private static int IndexOf(IReadOnlyList<string> header, string column)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Equals(column.Trim(), StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
