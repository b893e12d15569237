using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Importing.Files;

namespace GridApp.Importing.Series;

/// <summary>How a file of a time series is written: found from its header, so that nobody has to know.</summary>
internal sealed class SeriesLayout
{
    private static readonly string[] EpiasApiColumns = ["lep", "priceUsd", "priceEur", "systemMarginalPrice"];

    private readonly Dictionary<string, string> constants;

    private SeriesLayout(FieldColumns columns, Dictionary<string, string> constants, Market? market, bool isEpias, bool isTurkish, bool isEnergy)
    {
        Columns = columns;
        this.constants = constants;
        Market = market;
        IsEpias = isEpias;
        IsTurkish = isTurkish;
        IsEnergy = isEnergy;
    }

    public FieldColumns Columns { get; }

    /// <summary>The market of rows that name none, or null.</summary>
    public Market? Market { get; }

    /// <summary>An export or an API answer of EPİAŞ: hourly, and 0 means "not yet published" for consumption and the load plan.</summary>
    public bool IsEpias { get; }

    /// <summary>Dates are day first, numbers have a decimal comma.</summary>
    public bool IsTurkish { get; }

    /// <summary>The header says MWh: energy of an interval rather than mean power.</summary>
    public bool IsEnergy { get; }

    /// <summary>What a mapping says of every row, such as the plant; null when a column says it or nothing does.</summary>
    public string? Constant(string field) => constants.GetValueOrDefault(field);

    public bool Has(string field) => Columns[field] >= 0 || constants.ContainsKey(field);

    /// <summary>Finds the layout.</summary>
    /// <remarks>A mapping's column that begins with '=' is no column, but a value for every row: <c>{"=TUR0000001": "plant"}</c>.</remarks>
    /// <exception cref="UnreadableFileException">The header does not carry such a series.</exception>
    public static SeriesLayout Of(SeriesDataset dataset, DatasetFile file, IReadOnlyList<string> header, char delimiter)
    {
        var constants = new Dictionary<string, string>(StringComparer.Ordinal);
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, field) in file.Mapping ?? new Dictionary<string, string>())
        {
            if (!column.StartsWith('='))
                mapping.Add(column, field);
            else if (dataset.Vocabulary.Field(field) is { } known && column.Length > 1)
                constants[known] = column[1..].Trim();
            else
                throw new UnreadableFileException($"The mapping gives a value for the field '{field}', which {dataset.Vocabulary.Subject} do not have.");
        }

        MapTotal(dataset, header, constants, mapping);
        var columns = FieldColumns.Of(dataset.Vocabulary, header, mapping, delimiter);
        var isTurkish = Names(header, "Tarih") && Names(header, "Saat");
        var isEpias = file.Format == "epias" || isTurkish || EpiasApiColumns.Any(name => Names(header, name))
            || (header.Count == 3 && Names(header, "date") && Names(header, "time") && Names(header, "consumption"));
        var epias = MarketCatalogue.Find("EPIAS")!;
        if (isEpias && dataset != SeriesDataset.Generation && file.Market is { } said && said != epias)
            throw new UnreadableFileException($"This is a file of EPİAŞ's, but the market was said to be {said.Code}.");

        var layout = new SeriesLayout(
            columns, constants, file.Market ?? (isEpias ? epias : null), isEpias, isTurkish,
            dataset.Values.Any(field => columns.NameOf(field).Contains("MWh", StringComparison.OrdinalIgnoreCase)) && dataset != SeriesDataset.MarketPrices);
        layout.Check(dataset, header, delimiter);
        return layout;
    }

    /// <summary>Where a mapping says what a file holds, its column of totals is that: <c>{"=planned": "holds"}</c>.</summary>
    private static void MapTotal(SeriesDataset dataset, IReadOnlyList<string> header, Dictionary<string, string> constants, Dictionary<string, string> mapping)
    {
        if (!constants.Remove("holds", out var holds))
            return;
        if (!dataset.Values.Contains(holds))
            throw new UnreadableFileException($"The mapping says that the file holds '{holds}'; it may be {string.Join(", ", dataset.Values)}.");
        if (header.FirstOrDefault(name => dataset.Vocabulary.FieldOf(name) == "total") is { } total)
            mapping.TryAdd(total, holds);
    }

    private void Check(SeriesDataset dataset, IReadOnlyList<string> header, char delimiter)
    {
        var values = dataset.Values.Concat(dataset == SeriesDataset.MarketPrices ? SeriesDataset.OtherCurrencies.Keys : []);
        if (!values.Any(Has))
        {
            var other = SeriesDataset.All.FirstOrDefault(candidate => candidate != dataset && candidate.Values.Any(field => header.Any(name => candidate.Vocabulary.FieldOf(name) == field)));
            if (Has("total"))
                throw new UnreadableFileException($"The file does not say what '{Columns.NameOf("total")}' is; a mapping does, such as {{\"{Columns.NameOf("total")}\": \"planned\"}} or settlement.");
            throw new UnreadableFileException(
                $"The file has no column for {string.Join(" or ", dataset.Values)}. {Seen()}"
                + (other is null ? " Name the column by a mapping." : $" It looks like {other.Name}: send it as that dataset."));
        }

        if (!Has("at") && !Has("date") && !Has("hour"))
            throw new UnreadableFileException($"The file has no column for the time: at (or timestamp), or date and hour. {Seen()}");
        if (dataset == SeriesDataset.Generation)
        {
            if (!Has("plant"))
                throw new UnreadableFileException($"The file does not say which plant: a column plant (or asset_id, eic) does, or a mapping such as {{\"=CODE\": \"plant\"}}. {Seen()}");
        }
        else if (Market is null && !Has("market"))
        {
            throw new UnreadableFileException($"The file does not say which market: a column market (or iso_region) does, or the form's field market. {Seen()}");
        }

        string Seen()
        {
            var names = string.Join(", ", header.Take(8).Select(name => $"'{(name.Length > 40 ? name[..40] + "..." : name)}'"));
            var by = delimiter == '\t' ? "tabs" : string.Create(CultureInfo.InvariantCulture, $"'{delimiter}'");
            return $"Its header, read as delimited by {by}, is {names}{(header.Count > 8 ? ", ..." : "")}.".Replace('\0', '\uFFFD');
        }
    }

    private static bool Names(IReadOnlyList<string> header, string column) => header.Any(name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
}
