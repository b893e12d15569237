using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace GridApp.Domain.Plants;

/// <summary>The words for fuels: the API's codes, and what data sources write.</summary>
public static class FuelWords
{
    private static readonly string[] Codes =
        [.. Enum.GetValues<Fuel>().Order().Select(fuel => fuel.ToString().ToLowerInvariant())];

    private static readonly FrozenDictionary<string, Fuel> ByCode =
        Enum.GetValues<Fuel>().ToFrozenDictionary(fuel => fuel.Code(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Fuel> ByWord = Words().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The API's code of a fuel, for example <c>gas</c>.</summary>
    public static string Code(this Fuel fuel) => Codes[(int)fuel];

    /// <summary>The fuel with this exact API code, or null.</summary>
    public static Fuel? Parse(string? code) => code is not null && ByCode.TryGetValue(code, out var fuel) ? fuel : null;

    /// <summary>
    /// The fuel a data source means with its word, whatever its case, spacing and accents: "Natural Gas", "NG", "Wave and Tidal", "Doğal Gaz".
    /// Empty and unrecognized words are <see cref="Fuel.Unknown"/>; keep the word itself beside it.
    /// </summary>
    public static Fuel FromSource(string? word) =>
        !string.IsNullOrWhiteSpace(word) && ByWord.TryGetValue(Key(word), out var fuel) ? fuel : Fuel.Unknown;

    /// <summary>False for a word that is not empty and that <see cref="FromSource"/> does not recognize.</summary>
    public static bool IsKnown(string? word) => string.IsNullOrWhiteSpace(word) || ByWord.ContainsKey(Key(word));

    /// <summary>Letters and digits only, without case and accents; Turkish dotted and dotless i are one letter here.</summary>
    private static string Key(string word)
    {
        var key = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(c))
                key.Append(c == 'ı' ? 'i' : char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    private static Dictionary<string, Fuel> Words()
    {
        var words = new Dictionary<string, Fuel>(StringComparer.Ordinal);
        foreach (var fuel in Enum.GetValues<Fuel>())
            Add(fuel, fuel.Code());

        // Plain words, the Global Power Plant Database, ENTSO-E production types, EIA energy source codes, EPİAŞ.
        Add(Fuel.Unknown, "n/a", "na", "none", "null", "unk", "not available", "bilinmiyor");
        Add(Fuel.Gas, "natural gas", "natgas", "NG", "LNG", "fossil gas", "fossil coal-derived gas", "gas turbine", "CCGT", "OCGT",
            "OG", "OOG", "BFG", "PG", "doğal gaz", "gaz");
        Add(Fuel.Coal, "hard coal", "lignite", "brown coal", "fossil hard coal", "fossil brown coal/lignite", "fossil peat", "peat",
            "BIT", "SUB", "LIG", "RC", "WC", "ANT", "COL", "SGC", "kömür", "taş kömürü", "taş kömür", "ithal kömür", "asfaltit kömür", "linyit");
        Add(Fuel.Oil, "petroleum", "diesel", "fuel oil", "heavy fuel oil", "fossil oil", "fossil oil shale", "oil shale",
            "DFO", "RFO", "KER", "JF", "WO", "WOO", "naphtha", "nafta", "motorin", "petrol");
        Add(Fuel.Nuclear, "NUC", "uranium", "nükleer");
        Add(Fuel.Hydro, "water", "WAT", "HYC", "hydroelectric", "hydropower", "hydro run-of-river and poundage", "hydro water reservoir",
            "hidro", "hidroelektrik", "barajlı", "akarsu", "HES");
        Add(Fuel.Wind, "WND", "wind onshore", "wind offshore", "onshore wind", "offshore wind", "rüzgar", "RES");
        Add(Fuel.Solar, "SUN", "PV", "photovoltaic", "solar PV", "solar thermal", "CSP", "güneş", "GES");
        Add(Fuel.Biomass, "wood", "biogas", "bioenergy", "biofuel", "WDS", "WDL", "WWW", "BLQ", "OBG", "OBS", "OBL", "AB", "SLW", "LFG", "MLG",
            "landfill gas", "biyokütle", "biyogaz");
        Add(Fuel.Geothermal, "GEO", "jeotermal", "JES");
        Add(Fuel.Waste, "MSW", "MSB", "MSN", "ORW", "TDF", "municipal solid waste", "WH", "waste heat", "atık", "atık ısı");
        Add(Fuel.Storage, "battery", "batteries", "battery storage", "energy storage", "BESS", "MWH", "HPS", "pumped storage", "hydro pumped storage",
            "depolama", "batarya");
        Add(Fuel.Cogeneration, "CHP", "cogen", "combined heat and power", "kojenerasyon");
        Add(Fuel.Petcoke, "PC", "petroleum coke", "SGP", "petrokok");
        Add(Fuel.Marine, "wave and tidal", "wave", "tidal", "ocean", "dalga");
        Add(Fuel.Other, "OTH", "PUR", "other renewable", "diğer");
        return words;

        void Add(Fuel fuel, params string[] spellings)
        {
            foreach (var spelling in spellings)
                words.TryAdd(Key(spelling), fuel);
        }
    }
}
