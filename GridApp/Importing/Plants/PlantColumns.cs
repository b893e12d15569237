using System.Collections.Frozen;
using System.Text;

namespace GridApp.Importing.Plants;

/// <summary>Which column of a file carries which field of a plant.</summary>
internal sealed class PlantColumns
{
    /// <summary>The fields of the API that a file may carry, and the other names that sources give their columns.</summary>
    private static readonly FrozenDictionary<string, string[]> Fields = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["code"] = ["gppd_idnr", "asset_id", "plant_id", "plant_code"],
        ["name"] = ["asset_name", "plant_name"],
        ["fuel"] = ["primary_fuel", "fuel_type", "fuel1"],
        ["sourceFuel"] = [],
        ["capacityMw"] = ["capacity", "installed_capacity_mw", "nameplate_capacity_mw"],
        ["latitude"] = ["lat"],
        ["longitude"] = ["lon", "lng", "long"],
        ["country"] = ["country_code"],
        ["market"] = ["iso_region", "iso", "rto"],
        ["zone"] = ["load_zone"],
        ["owner"] = [],
        ["eic"] = ["eic_code"],
        ["isYekdem"] = ["yekdem"],
        ["isRes"] = [],
        ["commissioningYear"] = [],
        ["source"] = [],
        ["sourceUrl"] = ["url"],
        ["sourceYear"] = ["year_of_capacity_data"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Required = ["code", "name", "fuel", "capacityMw", "latitude", "longitude"];

    private static readonly FrozenDictionary<string, string> ByKey = Fields
        .SelectMany(field => field.Value.Append(field.Key).Select(name => KeyValuePair.Create(Key(name), field.Key)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The same for whoever maps columns by hand.</summary>
    public static DatasetFields Described { get; } = new(ImportVocabulary.Plants, [.. Fields.Keys], Required, column => ByKey.GetValueOrDefault(Key(column)));

    private readonly Dictionary<string, int> columns;

    private PlantColumns(Dictionary<string, int> columns, IReadOnlyList<string> header)
    {
        this.columns = columns;
        Header = header;
        IsGlobalPowerPlantDatabase = header.Any(name => name.Equals("gppd_idnr", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The file's own names of its columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The header is the Global Power Plant Database's.</summary>
    public bool IsGlobalPowerPlantDatabase { get; }

    /// <summary>Finds the fields among the columns, in any order; columns that carry none are ignored.</summary>
    /// <param name="header">The file's columns.</param>
    /// <param name="mapping">What a person said, column to field; it goes before what the names suggest.</param>
    /// <param name="delimiter">Named when the header looks as if it had been cut wrongly; null where none cuts it.</param>
    /// <exception cref="UnreadableFileException">A field is missing or found twice, or the mapping names what is not there.</exception>
    public static PlantColumns Of(IReadOnlyList<string> header, IReadOnlyDictionary<string, string>? mapping = null, char? delimiter = ',')
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var mapped = new HashSet<int>();
        foreach (var (column, field) in mapping ?? FrozenDictionary<string, string>.Empty)
        {
            var index = IndexOf(header, column);
            if (index < 0)
                throw new UnreadableFileException($"The mapping names the column '{column}', which the file does not have.");
            // Only the fields' own names: a mapping is written by somebody who reads the list below.
            var known = Fields.Keys.FirstOrDefault(name => Key(name) == Key(field))
                ?? throw new UnreadableFileException($"The mapping names the field '{field}', which plants do not have; they have {string.Join(", ", Fields.Keys.Order(StringComparer.Ordinal))}.");
            if (!columns.TryAdd(known, index))
                throw new UnreadableFileException($"The mapping names two columns for the field '{known}'.");
            mapped.Add(index);
        }

        var said = columns.Keys.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < header.Count; i++)
        {
            if (mapped.Contains(i) || !ByKey.TryGetValue(Key(header[i]), out var field) || said.Contains(field))
                continue;
            if (!columns.TryAdd(field, i))
                throw new UnreadableFileException($"The columns '{header[columns[field]]}' and '{header[i]}' both carry the field '{field}'; keep one, or say which by a mapping.");
        }

        var missing = Required.Where(field => !columns.ContainsKey(field)).ToList();
        return missing.Count == 0
            ? new PlantColumns(columns, header)
            : throw new UnreadableFileException(MissingColumns(missing, header, delimiter));
    }

    /// <summary>Whether the file carries the field.</summary>
    public bool Has(string field) => columns.ContainsKey(field);

    /// <summary>The column that carries the field, or -1.</summary>
    public int this[string field] => columns.GetValueOrDefault(field, -1);

    /// <summary>The file's own name of the column that carries the field, or null.</summary>
    public string? NameOf(string field) => columns.TryGetValue(field, out var index) ? Header[index] : null;

    private static string MissingColumns(List<string> missing, IReadOnlyList<string> header, char? delimiter)
    {
        var names = string.Join(", ", missing.Select(field => Fields[field] is [var alias, ..] ? $"{field} (or {alias})" : field));
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

    /// <summary>Letters and digits without case: capacity_mw, "Capacity MW" and capacityMw are one name.</summary>
    private static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }
}
