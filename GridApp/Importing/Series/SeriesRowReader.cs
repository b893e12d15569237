using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Importing.Files;

namespace GridApp.Importing.Series;

/// <summary>Turns rows of text into values of a series, and sorts out those that break a rule.</summary>
internal sealed class SeriesRowReader(SeriesDataset dataset, SeriesLayout layout, CsvTable table, ImportTally tally)
{
    private const double GreatestPrice = 1e6;
    private const double GreatestMegawatts = 1e7;
    private const int LongestWord = 200;

    private readonly RowCells cells = new(table, layout.Columns, tally);
    private readonly Dictionary<string, TimeZoneInfo> zones = new(StringComparer.Ordinal);

    /// <summary>The values of the next good row: several when it has several currencies, without any where a zero means "not yet published". Null at the end of the file.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    public IReadOnlyList<SeriesRow>? Next()
    {
        while (cells.Next())
        {
            if (Accept() is { } rows)
                return rows;
        }

        return null;
    }

    private List<SeriesRow>? Accept()
    {
        var market = layout.Market;
        if (Word("market") is { } word)
        {
            market = MarketCatalogue.FromSource(word);
            if (market is null)
                return Reject("market", word, "This market is not known; /api/v1/markets lists them.");
        }

        if (market is null && dataset != SeriesDataset.Generation)
            return Reject("market", "", "The market is missing.");
        if (market is { Simulated: true })
            return Reject("market", market.Code, "This market is simulated here: nothing real can be imported into it.");

        var plant = Word("plant");
        if (dataset == SeriesDataset.Generation && plant is null)
            return Reject("plant", "", "The plant is missing.");
        if (plant?.Length > LongestWord)
            return Reject("plant", plant, "No plant's code is as long as this.");
        if (!Time(market, out var time, out var label) || !Minutes(out var minutes) || !Interim(out var interim))
            return null;

        return dataset == SeriesDataset.MarketPrices
            ? Prices(market!, time, label, minutes, interim)
            : Megawatts(market, plant, time, label, minutes);
    }

    private List<SeriesRow>? Prices(Market market, SeriesTime time, string label, short? minutes, bool interim)
    {
        var currency = Word("currency")?.ToUpperInvariant() ?? market.Currency;
        if (currency is "TL")
            currency = "TRY";
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            return Reject("currency", currency, "This is not a currency; write its three letters, such as TRY or EUR.");
        if (!Value("ptf", out var ptf) || !Value("smf", out var smf))
            return null;
        var rows = new List<SeriesRow>(3);
        if (ptf is not null || smf is not null)
            rows.Add(new SeriesRow(cells.Row, market.Code, currency, time, label, minutes, ptf, smf, null, interim && ptf is not null));
        foreach (var (field, other) in SeriesDataset.OtherCurrencies)
        {
            if (!Value(field, out var price))
                return null;
            if (price is not null)
                rows.Add(new SeriesRow(cells.Row, market.Code, other, time, label, minutes, price, null, null, interim));
        }

        return rows.Count > 0 ? rows : Reject(ValueField(), "", "There is no price in this row.");
    }

    private List<SeriesRow>? Megawatts(Market? market, string? plant, SeriesTime time, string label, short? minutes)
    {
        var values = new double?[3];
        var isEmpty = true;
        for (var i = 0; i < dataset.Values.Count; i++)
        {
            var field = dataset.Values[i];
            if (!Value(field, out values[i]))
                return null;
            isEmpty &= values[i] is null;
            if (dataset == SeriesDataset.Consumption && values[i] < 0)
                return Reject(field, cells.Word(field), "Consumption cannot be negative.");
            if (dataset == SeriesDataset.Consumption && layout.IsEpias && values[i] == 0)
                values[i] = null;
        }

        if (isEmpty)
            return Reject(ValueField(), "", "There is no value in this row.");
        return [new SeriesRow(cells.Row, dataset == SeriesDataset.Generation ? "" : market!.Code, plant ?? "", time, label, minutes, values[0], values[1], values[2], false)];
    }

    private bool Time(Market? market, out SeriesTime time, out string label)
    {
        var field = layout.Columns["at"] >= 0 ? "at" : layout.Columns["date"] >= 0 ? "date" : "hour";
        var date = cells.Word(field);
        var hour = field == "date" ? cells.Word("hour") : null;
        time = default;
        label = date ?? "";
        if (date is null)
            return cells.Reject(field, "", "The time is missing.");

        // EPİAŞ's API writes the whole instant into the date, and the hour of the wall clock once more beside it.
        if (hour is not null && date.Length <= 10)
            label = date + " " + (hour.Length == 4 ? "0" + hour : hour);
        var fault = SeriesTime.Parse(label, ZoneOf(market), layout.IsTurkish, out time);
        if (fault is null && layout.IsEpias && dataset != SeriesDataset.Generation && time.At.Minute != 0)
            fault = "EPİAŞ's series are hourly, and this is not the start of an hour.";
        return fault is null || cells.Reject(hour is not null && date.Length <= 10 ? "hour" : field, label, fault);
    }

    private bool Minutes(out short? minutes)
    {
        minutes = null;
        if (cells.Word("minutes") is not { } word)
            return true;
        if (!short.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 60 || 60 % number != 0)
            return cells.Reject("minutes", word, "The length of an interval is a number of minutes that divides an hour.");
        minutes = number;
        return true;
    }

    private bool Interim(out bool interim)
    {
        var word = cells.Word("interim");
        interim = word is not null && (word == "1" || word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("yes", StringComparison.OrdinalIgnoreCase));
        return interim || word is null or "0" || word.Equals("false", StringComparison.OrdinalIgnoreCase) || word.Equals("no", StringComparison.OrdinalIgnoreCase)
            || cells.Reject("interim", word, "This is neither true nor false.");
    }

    private bool Value(string field, out double? value)
    {
        value = null;
        if (cells.Word(field) is not { } word)
            return true;
        var read = layout.IsTurkish
            ? TurkishNumber.TryParse(word, out var number)
            : double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        if (!read || !double.IsFinite(number))
        {
            return cells.Reject(field, word, layout.IsTurkish
                ? "This is not a number; a Turkish file writes it as 26.298,80."
                : "This is not a finite number; write a decimal point and no thousands separator.");
        }

        if (Math.Abs(number) > (dataset == SeriesDataset.MarketPrices ? GreatestPrice : GreatestMegawatts))
            return cells.Reject(field, word, "This number is impossible.");
        value = number;
        return true;
    }

    private TimeZoneInfo? ZoneOf(Market? market)
    {
        if (market is null)
            return null;
        if (!zones.TryGetValue(market.TimeZone, out var zone))
            zones.Add(market.TimeZone, zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone));
        return zone;
    }

    private string? Word(string field) => cells.Word(field) ?? layout.Constant(field);

    private string ValueField() => dataset.Values.FirstOrDefault(field => layout.Columns[field] >= 0) ?? dataset.Values[0];

    private List<SeriesRow>? Reject(string field, string? value, string reason)
    {
        cells.Reject(field, value, reason);
        return null;
    }
}
