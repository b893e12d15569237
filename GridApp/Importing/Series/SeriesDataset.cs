using System.Collections.Frozen;
using GridApp.Importing.Files;

namespace GridApp.Importing.Series;

/// <summary>A time series that files bring: where it is kept, and what its columns are called.</summary>
/// <param name="Name">The HTTP contract's word for it.</param>
/// <param name="Table">The table it is kept in.</param>
/// <param name="Values">Fields of its values, in the order of the staging table's columns.</param>
/// <param name="Vocabulary">Fields and the names that sources give their columns.</param>
internal sealed record SeriesDataset(string Name, string Table, IReadOnlyList<string> Values, FieldVocabulary Vocabulary)
{
    /// <summary>PTF (day-ahead) and SMF (balancing), in one or several currencies per MWh.</summary>
    public static SeriesDataset MarketPrices { get; } = new("market-prices", "market_prices", ["ptf", "smf"], Words("market prices", new()
    {
        ["market"] = Market,
        ["currency"] = ["currency_code", "Para Birimi"],
        ["interim"] = ["is_interim"],
        ["ptf"] = ["PTF (TL/MWh)", "Piyasa Takas Fiyatı (TL/MWh)", "mcp", "price", "marketClearingPrice", "day_ahead_price"],
        ["ptfUsd"] = ["priceUsd", "PTF (USD/MWh)"],
        ["ptfEur"] = ["priceEur", "PTF (EUR/MWh)", "PTF (Euro/MWh)"],
        ["smf"] = ["SMF (TL/MWh)", "Sistem Marjinal Fiyatı (TL/MWh)", "smp", "systemMarginalPrice", "real_time_price"],
    }));

    /// <summary>What was used and what had been expected, mean MW of an interval.</summary>
    public static SeriesDataset Consumption { get; } = new("consumption", "consumption", ["actual", "forecast"], Words("consumption rows", new()
    {
        ["market"] = Market,
        ["actual"] = ["Tüketim Miktarı (MWh)", "consumption", "actual_mw", "load", "load_mw", "demand", "demand_mw", "actual_load", "load_actual"],
        ["forecast"] = ["Yük Tahmin Planı (MWh)", "lep", "forecast_mw", "load_forecast", "demand_forecast", "forecast_load"],
    }));

    /// <summary>A plant's planned (KGÜP), actual and settled (UEVM) generation, mean MW of an interval.</summary>
    public static SeriesDataset Generation { get; } = new("generation", "generation", ["planned", "actual", "settlement"], Words("generation rows", new()
    {
        ["plant"] = ["asset_id", "plant_id", "plant_code", "code", "gppd_idnr", "eic", "eic_code"],
        ["planned"] = ["planned_mw", "planned_mwh", "kgup", "KGÜP", "KGÜP (MWh)", "dpp"],
        ["actual"] = ["actual_mw", "actual_mwh", "generation", "generation_mw", "output_mw"],
        ["settlement"] = ["settlement_mw", "settlement_mwh", "uevm", "UEVM (MWh)", "injection_quantity"],

        // EPİAŞ's exports of plan and settlement call both a total; a mapping says which of the three it is.
        ["total"] = ["Toplam", "Toplam (MWh)"],
        ["holds"] = [],
    }));

    public static IReadOnlyList<SeriesDataset> All { get; } = [MarketPrices, Consumption, Generation];

    /// <summary>Currencies of columns that carry one beside the market's own.</summary>
    public static FrozenDictionary<string, string> OtherCurrencies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ptfUsd"] = "USD", ["ptfEur"] = "EUR" }.ToFrozenDictionary(StringComparer.Ordinal);

    private static string[] Market => ["iso_region", "iso", "rto"];

    private static FieldVocabulary Words(string subject, Dictionary<string, string[]> fields)
    {
        fields.Add("at", ["timestamp", "datetime", "interval_start", "start_time", "start", "utc_timestamp", "timestamp_utc"]);
        fields.Add("date", ["Tarih"]);
        fields.Add("hour", ["Saat", "time"]);
        fields.Add("minutes", ["interval_minutes", "duration_minutes"]);
        return new FieldVocabulary(subject, [], fields);
    }
}
