namespace GridApp.Features.Replay;

/// <summary>
/// Answers that cost something, kept as bytes with the version of what they were made of. Fifty people who open the same day at once pay for it once: who asks
/// while an answer is being made waits for it.
/// </summary>
public sealed class KeptAnswers
{
    /// <summary>Most bytes of all answers together.</summary>
    internal const long MostBytes = 24 * 1024 * 1024;

    private readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<byte[]>> making = new(StringComparer.Ordinal);
    private readonly Lock keeping = new();
    private long bytes;
    private long turn;

    /// <summary>The answer of this version; made when there is none.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="version">Changes with whatever the answer tells of.</param>
    /// <param name="make">Makes it. Not cancelled by one of those who wait: the others still want it.</param>
    /// <param name="takes">Called before this returns when it is this caller's <paramref name="make"/> that makes it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    internal async Task<byte[]> GetAsync(string question, string version, Func<Task<byte[]>> make, Action takes, CancellationToken cancellation)
    {
        Task<byte[]> task;
        lock (keeping)
        {
            if (kept.TryGetValue(question, out var answer) && answer.Version == version)
            {
                answer.Used = ++turn;
                return answer.Content;
            }
            var key = question + '\n' + version;
            if (!making.TryGetValue(key, out task!))
            {
                takes();
                making.Add(key, task = MakeAsync(key, question, version, make));
            }
        }

        return await task.WaitAsync(cancellation);
    }

    private async Task<byte[]> MakeAsync(string key, string question, string version, Func<Task<byte[]>> make)
    {
        // Whoever came first still holds the lock: nothing is made under it.
        await Task.Yield();
        try
        {
            var content = await make();
            lock (keeping)
                Keep(question, version, content);
            return content;
        }
        finally
        {
            lock (keeping)
                making.Remove(key);
        }
    }

    private void Keep(string question, string version, byte[] content)
    {
        if (kept.Remove(question, out var before))
            bytes -= before.Content.Length;
        if (content.Length > MostBytes / 4)
            return;
        while (bytes + content.Length > MostBytes)
        {
            var oldest = kept.MinBy(entry => entry.Value.Used).Key;
            kept.Remove(oldest, out var gone);
            bytes -= gone!.Content.Length;
        }

        kept.Add(question, new Kept(version, content) { Used = ++turn });
        bytes += content.Length;
    }

    private sealed record Kept(string Version, byte[] Content)
    {
        /// <summary>When it was last asked for, in turns.</summary>
        public long Used { get; set; }
    }
}
