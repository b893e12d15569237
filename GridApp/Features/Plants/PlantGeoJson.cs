using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace GridApp.Features.Plants;

/// <summary>Matches as a GeoJSON FeatureCollection, copied out of prepared bytes.</summary>
internal static class PlantGeoJson
{
    public const string ContentType = "application/geo+json";

    /// <summary>Bytes between flushes: enough to keep the socket busy, little enough to stay in the cache.</summary>
    private const int FlushEvery = 128 * 1024;

    private static ReadOnlySpan<byte> Suffix => "]}"u8;

    /// <summary>Length of the answer in bytes.</summary>
    public static long Length(PlantMatches matches)
    {
        long length = Prefix(matches).Length + Suffix.Length + Math.Max(0, matches.Indexes.Length - 1);
        foreach (int index in matches.Indexes.Span)
            length += matches.Snapshot.FeatureAt(index).Whole.Length;
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
        for (; next < indexes.Length && written < FlushEvery; next++)
        {
            ReadOnlySpan<byte> feature = matches.Snapshot.FeatureAt(indexes[next]).Whole;
            if (next > 0)
                output.Write(","u8);
            output.Write(feature);
            written += feature.Length;
        }

        return next;
    }

    private static byte[] Prefix(PlantMatches matches) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"type\":\"FeatureCollection\",\"total\":{matches.Total},\"truncated\":{(matches.Truncated ? "true" : "false")},\"version\":{matches.Snapshot.Version},\"features\":["));
}
