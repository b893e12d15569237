using System.Collections.Frozen;

namespace GridApp.Domain.Geography;

/// <summary>The API's codes of zone types, and the words that sources use for them.</summary>
public static class ZoneTypes
{
    private static readonly string[] Codes =
    [
        "iso_boundary", "load_zone", "transmission_zone", "settlement_zone", "pricing_zone", "reserve_zone", "balancing_authority", "bidding_zone", "hub",
    ];

    private static readonly FrozenDictionary<string, ZoneType> BySpelling = Spellings();

    /// <summary>Every code, in the order of <see cref="ZoneType"/>.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>The API's code.</summary>
    public static string Code(this ZoneType type) => Codes[(int)type];

    /// <summary>The type with exactly this code.</summary>
    public static bool TryParse(string? code, out ZoneType type)
    {
        int index = Array.IndexOf(Codes, code);
        type = (ZoneType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The type that a source means: a code or a common word in any case and punctuation ("Load Zone", "RTO", "BZN"); null for a word nobody knows.</summary>
    public static ZoneType? FromSource(string? word) => word is not null && BySpelling.TryGetValue(Key(word), out ZoneType type) ? type : null;

    private static FrozenDictionary<string, ZoneType> Spellings()
    {
        var spellings = new Dictionary<string, ZoneType>(StringComparer.Ordinal);
        for (int i = 0; i < Codes.Length; i++)
            spellings.Add(Key(Codes[i]), (ZoneType)i);
        Add(ZoneType.IsoBoundary, "iso", "rto", "iso rto", "rto iso", "iso region", "rto boundary", "market boundary", "footprint");
        Add(ZoneType.LoadZone, "load", "lz", "load zones", "load area");
        Add(ZoneType.TransmissionZone, "transmission", "transmission area", "transmission owner");
        Add(ZoneType.SettlementZone, "settlement", "settlement area");
        Add(ZoneType.PricingZone, "pricing", "price zone", "price area");
        Add(ZoneType.ReserveZone, "reserve", "reserves zone", "operating reserve zone");
        Add(ZoneType.BalancingAuthority, "ba", "baa", "balancing area", "balancing authority area", "control area");
        Add(ZoneType.BiddingZone, "bidding", "bzn", "bidding area");
        Add(ZoneType.Hub, "trading hub", "hubs", "pricing hub", "th");
        return spellings.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(ZoneType type, params ReadOnlySpan<string> words)
        {
            foreach (string word in words)
                spellings.Add(Key(word), type);
        }
    }

    private static string Key(string word) => string.Concat(word.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
