using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A market's nodes in an answer of frames: the order of its values.</summary>
/// <param name="Ids">The nodes.</param>
/// <param name="Places">Where they stand in the snapshot; negative for one that is not there.</param>
internal sealed record PackedMarket(string Market, int[] Ids, int[] Places);

/// <summary>A frame in an answer of frames.</summary>
/// <param name="Market">Index of its market.</param>
/// <param name="Length">Bytes of its values.</param>
internal sealed record PackedFrame(DateTime At, int Minutes, int Market, long Length);

/// <summary>What is said of a whole answer of frames.</summary>
internal sealed record PackedHead(string Kind, PriceComponent Component, string? Unit, DateTime Start, DateTime End, DateTime? KnownAt, DateTime? Next);

/// <summary>
/// Frames in bytes ("GPF1"), little-endian: the four letters, uint32 length of the header, the header as JSON (filled up with spaces), and the sections that it
/// names by offset and length, counted from the header's end. Header and sections take multiples of eight bytes. The layout stands in the OpenAPI description.
/// </summary>
internal static class PackedFrames
{
    public const string MediaType = "application/octet-stream";

    private const int Alignment = 8;

    /// <summary>A section's length with its filling.</summary>
    public static long Padded(long length) => (length + Alignment - 1) / Alignment * Alignment;

    /// <summary>Everything before the values, and how many bytes these take.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="head">What is said of the whole.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="markets">The order of the values.</param>
    /// <param name="frames">In the order of their values.</param>
    /// <param name="knownNodes">Hash of the geometry that the caller has; null: none.</param>
    public static long Begin(PooledBuffer buffer, PackedHead head, NodeSnapshot nodes, IReadOnlyList<PackedMarket> markets, IReadOnlyList<PackedFrame> frames, string? knownNodes)
    {
        var geometry = Geometry(nodes, markets);
        var hash = Convert.ToHexStringLower(SHA256.HashData(geometry).AsSpan(0, 8));
        var sent = hash != knownNodes;
        var offset = sent ? Padded(geometry.Length) : 0;
        var values = 0L;

        using var text = new PooledBuffer(4096 + (frames.Count * 96));
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, 2);
            json.WriteString("kind"u8, head.Kind);
            json.WriteString("component"u8, head.Component.Code());
            json.WriteString("unit"u8, head.Unit);
            json.WriteString("start"u8, MomentBytes.Text(head.Start));
            json.WriteString("end"u8, MomentBytes.Text(head.End));
            json.WriteString("knownAt"u8, head.KnownAt is { } known ? MomentBytes.Text(known) : null);
            json.WriteString("nodesHash"u8, hash);
            json.WriteNumber("nodes"u8, markets.Sum(market => market.Ids.Length));
            FramesHead.WriteMarkets(json, markets);
            json.WriteStartArray("frames"u8);
            foreach (var frame in frames)
            {
                // Rows without names: a day of seven markets at five minutes has two thousand of them.
                json.WriteStartArray();
                json.WriteStringValue(MomentBytes.Text(frame.At));
                json.WriteNumberValue(frame.Minutes);
                json.WriteNumberValue(frame.Market);
                json.WriteNumberValue(offset + values);
                json.WriteNumberValue(frame.Length);
                json.WriteEndArray();
                values += Padded(frame.Length);
            }
            json.WriteEndArray();
            if (sent)
            {
                json.WriteStartObject("geometry"u8);
                json.WriteNumber("offset"u8, 0);
                json.WriteNumber("length"u8, geometry.Length);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("geometry"u8);
            }
            json.WriteString("next"u8, head.Next is { } next ? MomentBytes.Text(next) : null);
            json.WriteBoolean("truncated"u8, head.Next is not null);
            json.WriteEndObject();
        }

        buffer.Write("GPF1"u8);
        MemoryMarshal.Write(buffer.GetSpan(sizeof(uint)), (uint)Padded(text.Length));
        buffer.Advance(sizeof(uint));
        buffer.Write(text.Written.Span);
        Fill(buffer, (int)(Padded(text.Length) - text.Length), (byte)' ');
        if (sent)
        {
            buffer.Write(geometry);
            Fill(buffer, (int)(Padded(geometry.Length) - geometry.Length), 0);
        }
        return values;
    }

    private static void Fill(PooledBuffer buffer, int count, byte with)
    {
        buffer.GetSpan(count)[..count].Fill(with);
        buffer.Advance(count);
    }

    private static byte[] Geometry(NodeSnapshot nodes, IReadOnlyList<PackedMarket> markets)
    {
        var count = markets.Sum(market => market.Ids.Length);
        var bytes = new byte[count * 12];
        var ids = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, 4 * count));
        var longitudes = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(4 * count, 4 * count));
        var latitudes = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 * count, 4 * count));
        var at = 0;
        foreach (var market in markets)
        {
            for (var i = 0; i < market.Ids.Length; i++, at++)
            {
                var place = market.Places[i];
                ids[at] = market.Ids[i];
                (longitudes[at], latitudes[at]) = place >= 0 ? ((float)nodes.Longitude[place], (float)nodes.Latitude[place]) : (float.NaN, float.NaN);
            }
        }
        return bytes;
    }
}
