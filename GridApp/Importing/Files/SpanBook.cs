using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GridApp.Importing.Files;

/// <summary>Words of a file, each with the place in the order in which they first came: found by their bytes, without a string for each row.</summary>
internal class SpanBook
{
    private readonly Dictionary<byte[], int> places;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> byBytes;
    private readonly List<byte[]> words = [];
    private int last = -1;

    public SpanBook()
    {
        places = new Dictionary<byte[], int>(new BytesComparer());
        byBytes = places.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => words.Count;

    /// <summary>The place of a word; a new one where it is the first time.</summary>
    public int Place(ReadOnlySpan<byte> word)
    {
        // Files repeat their words in one order, interval after interval, or say one many times.
        if (last >= 0 && word.SequenceEqual(words[last]))
            return last;
        if (last + 1 < words.Count && word.SequenceEqual(words[last + 1]))
            return ++last;
        if (byBytes.TryGetValue(word, out var known))
            return last = known;
        var kept = word.ToArray();
        places.Add(kept, words.Count);
        words.Add(kept);
        return last = words.Count - 1;
    }

    /// <summary>The word of a place.</summary>
    public string Word(int place) => Encoding.UTF8.GetString(words[place]);

    /// <summary>All of them in their order.</summary>
    public string[] Words() => [.. words.Select(word => Encoding.UTF8.GetString(word))];

    /// <summary>FNV-1a: the words are short.</summary>
    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = 2166136261u;
            foreach (var b in alternate)
                hash = (hash ^ b) * 16777619u;
            return (int)hash;
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
