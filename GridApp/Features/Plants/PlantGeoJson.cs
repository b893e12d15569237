using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace GridApp.Features.Plants;

/// <summary>Matches as a GeoJSON FeatureCollection, copied out of prepared bytes.</summary>
internal static class PlantGeoJson
{
    public const string ContentType = "application/geo+json";

    /// <summary>Bytes between flushes. Each flush is a hand-over between threads, so a few large ones; what is in flight stays bounded.</summary>
    private const int FlushEvery = 256 * 1024;

    private static ReadOnlySpan<byte> Suffix => "]}"u8;

    /// <summary>Length of the answer in bytes.</summary>
    public static long Length(PlantMatches matches)
    {
        // Every feature brings its comma; the first one's is left out.
        long length = Prefix(matches).Length + Suffix.Length - (matches.Indexes.Length > 0 ? 1 : 0);
        foreach (int index in matches.Indexes.Span)
            length += matches.Snapshot.FeatureAt(index).LengthWithComma;
        return length;
    }

    public static async Task WriteAsync(PlantMatches matches, PipeWriter output, CancellationToken cancellation)
    {
        output.Write(Prefix(matches));
        for (int next = 0; next < matches.Indexes.Length;)
        {
            next = Fill(matches, next, output);
            FlushResult flushed = await output.FlushAsync(cancellation);
            if (flushed.IsCompleted)
                return; // the client is gone
        }

        output.Write(Suffix);
        await output.FlushAsync(cancellation);
    }

    private static int Fill(PlantMatches matches, int from, PipeWriter output)
    {
        ReadOnlySpan<int> indexes = matches.Indexes.Span;
        int written = 0;
        int next = from;
        while (next < indexes.Length && written < FlushEvery)
        {
            // Neighbours in the answer are mostly neighbours in memory: one copy for the run.
            ref readonly PlantFeature first = ref matches.Snapshot.FeatureAt(indexes[next]);
            ref readonly PlantFeature last = ref first;
            bool beginsAnswer = next++ == 0;
            while (next < indexes.Length && last.IsFollowedBy(in matches.Snapshot.FeatureAt(indexes[next])))
                last = ref matches.Snapshot.FeatureAt(indexes[next++]);

            ReadOnlySpan<byte> run = first.RunTo(in last);
            output.Write(beginsAnswer ? run[1..] : run);
            written += run.Length;
        }

        return next;
    }

    private static byte[] Prefix(PlantMatches matches) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"type\":\"FeatureCollection\",\"total\":{matches.Total},\"truncated\":{(matches.Truncated ? "true" : "false")},\"version\":{matches.Snapshot.Version},\"features\":["));
}
