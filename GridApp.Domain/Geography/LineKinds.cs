using System.Collections.Frozen;

namespace GridApp.Domain.Geography;

/// <summary>The kinds of branches, and the words that sources use for them.</summary>
public static class LineKinds
{
    public const string Line = "line";
    public const string Transformer = "transformer";
    public const string DirectCurrent = "dc_line";

    private static readonly FrozenDictionary<string, string> BySpelling = Spellings();

    public static IReadOnlyList<string> All { get; } = [Line, Transformer, DirectCurrent];

    /// <summary>The kind that a source means, a plain line when it says nothing; null for a word nobody knows.</summary>
    public static string? FromSource(string? word) =>
        string.IsNullOrWhiteSpace(word) ? Line : BySpelling.GetValueOrDefault(Key(word));

    private static FrozenDictionary<string, string> Spellings()
    {
        var spellings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string word in (string[])["line", "ac", "ac line", "ac; overhead", "ac; underground", "overhead", "underground", "cable", "overhead line", "transmission line", "minor line", "branch"])
            spellings.TryAdd(Key(word), Line);
        foreach (string word in (string[])["transformer", "trafo", "xfmr", "power transformer"])
            spellings.TryAdd(Key(word), Transformer);
        foreach (string word in (string[])["dc_line", "dc", "hvdc", "hvdc line", "dc; overhead", "dc; underground", "direct current"])
            spellings.TryAdd(Key(word), DirectCurrent);
        return spellings.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Key(string word) => string.Concat(word.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
