using System.Text;

namespace GridApp.Importing.Files;

/// <summary>What words of a file mean, worked out once each: times, markets and kinds repeat over millions of rows.</summary>
/// <param name="read">Works it out.</param>
internal sealed class SpanMemo<T>(Func<string, T> read)
{
    /// <summary>Beyond so many the words hardly repeat.</summary>
    private const int MostKept = 100_000;

    private readonly SpanBook book = new();
    private readonly List<T> meanings = [];

    public T this[ReadOnlySpan<byte> word]
    {
        get
        {
            if (book.Count >= MostKept)
                return read(Encoding.UTF8.GetString(word));
            var place = book.Place(word);
            if (place == meanings.Count)
                meanings.Add(read(Encoding.UTF8.GetString(word)));
            return meanings[place];
        }
    }
}
