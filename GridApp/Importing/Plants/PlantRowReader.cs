using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Importing.Files;

namespace GridApp.Importing.Plants;

/// <summary>Turns rows of text into plants, and sorts out those that break a rule.</summary>
/// <param name="fileName">Shown as the source where the file names none.</param>
/// <param name="market">Market of rows that name none, said by whoever imports; or null.</param>
internal sealed class PlantRowReader(IRowTable table, PlantColumns columns, MarketTerritory territory, string fileName, Market? market, ImportTally tally)
{
    private const string GlobalPowerPlantDatabase = "Global Power Plant Database";
    private const int MaxSourceLength = 300;
    private const int MaxUrlLength = 500;

    private readonly Dictionary<string, Fuel> fuels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    /// <summary>The newest year that accepted rows describe: the vintage of the file. Null until a row says one.</summary>
    public int? Vintage { get; private set; }

    /// <summary>The next plant; null at the end of the file. Rejected rows on the way are in the tally.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    public PlantRow? Next()
    {
        while (table.Next())
        {
            tally.Read();
            if (Accept() is { } row)
                return row;
        }

        return null;
    }

    private PlantRow? Accept()
    {
        if (table.Fault is { } unreadable)
            return Reject(null, null, unreadable);

        if (!Number("capacityMw", out var capacity) || !Number("latitude", out var latitude) || !Number("longitude", out var longitude)
            || !Year("commissioningYear", out var commissioned) || !Year("sourceYear", out var year)
            || !Flag("isYekdem", out var isYekdem) || !Flag("isRes", out var isRes))
        {
            return null;
        }

        var sourceFuel = (columns.Has("sourceFuel") ? Word("sourceFuel") : Word("fuel")) ?? "";
        var facts = new PlantFacts(
            Word("code"), Text("name"), capacity, latitude, longitude, commissioned, Word("eic"), sourceFuel, Word("country"), Text("zone"), Text("owner"));
        if (PlantRules.Check(facts) is [var fault, ..])
            return Reject(fault.Field, CellOf(fault.Field), fault.Sentence);
        if (year is < PlantRules.FirstYear or > PlantRules.LastYear)
            return Reject("sourceYear", CellOf("sourceYear"), "The year of the data is impossible.");

        var url = Word("sourceUrl");
        if (url?.Length > MaxUrlLength)
            return Reject("sourceUrl", url, string.Create(CultureInfo.InvariantCulture, $"The address is longer than {MaxUrlLength} characters."));
        var fuelWord = Word("fuel");
        var found = MarketOf(facts, out var approximate);
        if (year > Vintage || Vintage is null)
            Vintage = year ?? Vintage;
        return new PlantRow(
            table.Row, facts.Code!, facts.Name!, FuelOf(fuelWord), sourceFuel, facts.CapacityMw!.Value, facts.Longitude, facts.Latitude, facts.Country,
            found, approximate, facts.Zone, facts.Owner, facts.Eic, isYekdem, isRes, facts.CommissioningYear, SourceOf(Text("source")), url);
    }

    private Fuel FuelOf(string? word)
    {
        if (string.IsNullOrEmpty(word))
            return Fuel.Unknown;
        if (!fuels.TryGetValue(word, out var fuel))
            fuels.Add(word, fuel = FuelWords.FromSource(word));
        if (fuel is Fuel.Unknown && !FuelWords.IsKnown(word))
            tally.Warn($"The fuel '{Shown(word)}' is not known; it is shown as unknown, and the word is kept.");
        return fuel;
    }

    private string? MarketOf(PlantFacts facts, out bool approximate)
    {
        approximate = false;
        var word = Word("market");
        if (MarketCatalogue.FromSource(word) is { } named)
            return named.Code;
        if (!string.IsNullOrEmpty(word))
        {
            tally.Warn($"The market '{Shown(word)}' is not known; the plants are without a market.");
            return null;
        }

        if (market is not null)
            return market.Code;
        var derived = territory.Of(facts.Country, facts.Longitude, facts.Latitude);
        approximate = derived is not null;
        return derived;
    }

    private string SourceOf(string? said)
    {
        said ??= "";
        if (!sources.TryGetValue(said, out var source))
        {
            source = !columns.IsGlobalPowerPlantDatabase ? (said.Length > 0 ? said : fileName)
                : said.Length > 0 ? $"{GlobalPowerPlantDatabase} ({said})"
                : GlobalPowerPlantDatabase;
            sources.Add(said, source = source.Length > MaxSourceLength ? source[..MaxSourceLength] : source);
        }

        return source;
    }

    /// <summary>The trimmed cell; null when it is blank or the file has no such column.</summary>
    private string? Word(string field) => columns[field] is >= 0 and var i && table[i].Trim() is { Length: > 0 } word ? word : null;

    /// <summary>The cell as it is; null when it is blank or the file has no such column.</summary>
    private string? Text(string field) => columns[field] is >= 0 and var i && !string.IsNullOrWhiteSpace(table[i]) ? table[i] : null;

    private string? CellOf(string field) => columns[field] is >= 0 and var i ? table[i] : null;

    private bool Number(string field, out double? number)
    {
        number = null;
        var word = Word(field);
        if (word is null)
            return true;
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed))
        {
            number = parsed;
            return true;
        }

        Reject(field, word, word.Contains(',', StringComparison.Ordinal) ? "This is not a number; write a decimal point and no thousands separator." : "This is not a number.");
        return false;
    }

    /// <summary>A year; a decimal one (an average over units) lies in the year that it has begun.</summary>
    private bool Year(string field, out int? year)
    {
        year = null;
        if (!Number(field, out var number))
            return false;
        if (number is null)
            return true;
        if (!(Math.Abs(number.Value) <= 9999))
        {
            Reject(field, CellOf(field), "This is not a year.");
            return false;
        }

        year = (int)Math.Floor(number.Value);
        return true;
    }

    private bool Flag(string field, out bool flag)
    {
        var word = Word(field);
        flag = word is not null && (word == "1" || word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("yes", StringComparison.OrdinalIgnoreCase));
        if (flag || word is null or "0" || word.Equals("false", StringComparison.OrdinalIgnoreCase) || word.Equals("no", StringComparison.OrdinalIgnoreCase))
            return true;
        Reject(field, word, "This is neither true nor false.");
        return false;
    }

    private PlantRow? Reject(string? field, string? value, string reason)
    {
        tally.Reject(table.Row, field is null ? null : columns.NameOf(field) ?? field, value, reason);
        return null;
    }

    private static string Shown(string word) => (word.Length > 40 ? word[..40] + "..." : word).Replace('\0', '\uFFFD');
}
