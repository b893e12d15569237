using System.Buffers;
using System.Text;

namespace GridApp.Features.Geography;

/// <summary>Writes a FeatureCollection out of ready bytes.</summary>
internal static class FeatureCollection
{
    private static ReadOnlySpan<byte> End => "]}"u8;

    /// <param name="members">Members before the features, as JSON without braces.</param>
    public static async Task WriteAsync(HttpResponse response, string members, FeatureBlock features, int[] indexes, CancellationToken ct)
    {
        byte[] head = Encoding.UTF8.GetBytes($"{{\"type\":\"FeatureCollection\",{members},\"features\":[");
        response.ContentType = FeatureJson.ContentType;
        response.ContentLength = head.Length + features.Length(indexes) + End.Length;
        response.BodyWriter.Write(head);
        if (!await features.WriteAsync(indexes, response.BodyWriter, ct))
            return;
        response.BodyWriter.Write(End);
        await response.BodyWriter.FlushAsync(ct);
    }
}
