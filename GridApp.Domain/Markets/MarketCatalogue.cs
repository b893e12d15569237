using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace GridApp.Domain.Markets;

/// <summary>All markets GridApp knows, and the spellings sources use for them.</summary>
public static class MarketCatalogue
{
    /// <summary>Every market: the North American ones, EPIAS, the European zones by code, the simulated one last.</summary>
    public static IReadOnlyList<Market> All { get; } = [.. Everything()];

    private static readonly FrozenDictionary<string, Market> ByCode =
        All.ToFrozenDictionary(market => market.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Market> BySpelling = Spellings().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The market with this exact code, or null.</summary>
    public static Market? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var market) ? market : null;

    /// <summary>The market a source means: its code or a known alias in any case and punctuation ("ISO-NE", "de-lu", "EPİAŞ"), or null.</summary>
    public static Market? FromSource(string? word) =>
        !string.IsNullOrWhiteSpace(word) && BySpelling.TryGetValue(Key(word), out var market) ? market : null;

    private static string Key(string word)
    {
        var key = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                key.Append(c == 'ı' ? 'I' : char.ToUpperInvariant(c));
        }

        return key.ToString();
    }

    private static Dictionary<string, Market> Spellings()
    {
        var spellings = new Dictionary<string, Market>(StringComparer.Ordinal);
        foreach (var market in All)
            spellings.Add(Key(market.Code), market);

        Add("CAISO", "CISO", "California ISO");
        Add("PJM", "PJM-RTO", "PJM Interconnection");
        Add("MISO", "Midcontinent ISO");
        Add("ERCOT", "ERCO");
        Add("NYISO", "NYIS", "New York ISO");
        Add("ISONE", "ISO-NE", "NEISO", "ISNE", "ISO New England");
        Add("SPP", "SWPP", "Southwest Power Pool");
        Add("EPIAS", "EPİAŞ", "EXIST", "TR");
        Add("DE_LU", "DE", "LU");
        Add("IE_SEM", "SEM", "IE");
        Add("RTS", "RTS-GMLC");
        return spellings;

        void Add(string code, params string[] words)
        {
            foreach (var word in words)
                spellings.TryAdd(Key(word), ByCode[code]);
        }
    }

    private static IEnumerable<Market> Everything()
    {
        // OASIS gives both ends of an interval in GMT, its beginning first.
        yield return new("CAISO", "California ISO", "America/Los_Angeles", "USD", false, [Kind("DAM", 60, IntervalLabel.Beginning), Kind("FMM", 15, IntervalLabel.Beginning), Kind("RTM", 5, IntervalLabel.Beginning)]);
        // Data Miner gives the beginning, in UTC and in prevailing Eastern time.
        yield return new("PJM", "PJM Interconnection", "America/New_York", "USD", false, DayAheadAndFive(IntervalLabel.Beginning, IntervalLabel.Beginning));
        // MISO keeps Eastern Standard Time all year.
        yield return new("MISO", "Midcontinent ISO", "Etc/GMT+5", "USD", false, DayAheadAndFive(IntervalLabel.Ending, null));
        // ERCOT settles its real-time market on 15 minutes and dispatches on 5.
        yield return new("ERCOT", "Electric Reliability Council of Texas", "America/Chicago", "USD", false, [Kind("DAM", 60, IntervalLabel.Ending), Kind("FMM", 15, null), Kind("RTM", 5, null)]);
        yield return new("NYISO", "New York ISO", "America/New_York", "USD", false, DayAheadAndFive(IntervalLabel.Beginning, IntervalLabel.Ending)) { Congestion = CongestionSign.Negated };
        yield return new("ISONE", "ISO New England", "America/New_York", "USD", false, DayAheadAndFive(IntervalLabel.Ending, null));
        yield return new("SPP", "Southwest Power Pool", "America/Chicago", "USD", false, DayAheadAndFive(IntervalLabel.Ending, IntervalLabel.Ending));
        yield return new("EPIAS", "EPİAŞ, Türkiye", "Europe/Istanbul", "TRY", false, [Kind("DAM", 60, IntervalLabel.Beginning), Kind("RTM", 60, IntervalLabel.Beginning)]);
        foreach (var zone in EuropeanZones.All)
            yield return zone;
        yield return new("RTS", "RTS-GMLC test system (simulated)", "Etc/GMT+8", "USD", true, DayAheadAndFive(IntervalLabel.Beginning, IntervalLabel.Beginning));
    }

    private static MarketKind Kind(string kind, int minutes, IntervalLabel? label) => new(kind, minutes) { Label = label };

    private static MarketKind[] DayAheadAndFive(IntervalLabel? dayAhead, IntervalLabel? realTime) => [Kind("DAM", 60, dayAhead), Kind("RTM", 5, realTime)];
}
