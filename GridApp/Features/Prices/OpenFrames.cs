using System.Buffers;
using System.Data;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using GridApp.Data;
using GridApp.Domain.Prices;
using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>A planned answer of frames whose values can still be read.</summary>
internal sealed class OpenFrames(GridSession session, FramesQuestion question, string[] markets, FramesPlan plan, IReadOnlyDictionary<int, NodeList> lists) : IAsyncDisposable
{
    /// <summary>Bytes between flushes. Each flush is a hand-over between threads, so a few large ones; what is in flight stays bounded.</summary>
    private const int FlushEvery = 256 * 1024;

    /// <summary>Where the values of a list's nodes go in the order of a market.</summary>
    private readonly Dictionary<(int Market, int List), int[]> ways = [];

    public FramesPlan Plan => plan;

    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <summary>Copies every frame's values into a response, each section filled up.</summary>
    public async Task CopyAsync(PipeWriter output, CancellationToken cancellation)
    {
        await using var command = Command();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        var waiting = 0L;
        foreach (var planned in plan.Frames)
        {
            if (planned.Shape is FrameShape.Stored or FrameShape.Bare)
            {
                await NextAsync(reader, cancellation);
                if (planned.Shape == FrameShape.Bare)
                    Zeros(output, PackedValues.HeaderBytes);
                await CopyAsync(reader, output, cancellation);
            }
            else
            {
                output.Write(await PlaceAsync(reader, planned, cancellation));
            }
            Zeros(output, (int)(PackedFrames.Padded(planned.Frame.Length) - planned.Frame.Length));
            waiting += planned.Frame.Length;
            if (waiting < FlushEvery)
                continue;
            waiting = 0;
            if ((await output.FlushAsync(cancellation)).IsCompleted)
                return; // the client is gone
        }
    }

    /// <summary>Every frame's values as numbers, in the order of its market's nodes.</summary>
    public async IAsyncEnumerable<(PackedFrame Frame, float[] Values)> NumbersAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        foreach (var planned in plan.Frames)
            yield return (planned.Frame, await MergeAsync(reader, planned, cancellation));
    }

    private NpgsqlCommand Command() => ReadFrames.Values(session, question, markets, plan.Next ?? question.End);

    private static async Task NextAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        if (!await reader.ReadAsync(cancellation))
            throw new InvalidOperationException("A frame that was there a moment ago is gone from one state of the database.");
    }

    private static async Task CopyAsync(NpgsqlDataReader reader, PipeWriter output, CancellationToken cancellation)
    {
        await using var stream = await reader.GetStreamAsync(0, cancellation);
        while (await stream.ReadAsync(output.GetMemory(32 * 1024), cancellation) is > 0 and var read)
            output.Advance(read);
    }

    private static void Zeros(PipeWriter output, int count)
    {
        output.GetSpan(Math.Max(count, 1))[..count].Clear();
        output.Advance(count);
    }

    /// <summary>The packed values of a frame whose list is not the answer's.</summary>
    private async Task<byte[]> PlaceAsync(NpgsqlDataReader reader, PlannedFrame planned, CancellationToken cancellation)
    {
        var bytes = new byte[planned.Frame.Length];
        if (planned.Shape == FrameShape.Merged)
        {
            MemoryMarshal.AsBytes<float>(await MergeAsync(reader, planned, cancellation)).CopyTo(bytes.AsSpan(PackedValues.HeaderBytes));
            return bytes;
        }
        await NextAsync(reader, cancellation);
        PackedValues.Place(await reader.GetFieldValueAsync<byte[]>(0, cancellation), Way(planned.Frame.Market, planned.Rows[0].ListId), bytes);
        return bytes;
    }

    private async Task<float[]> MergeAsync(NpgsqlDataReader reader, PlannedFrame planned, CancellationToken cancellation)
    {
        var values = new float[plan.Markets[planned.Frame.Market].Ids.Length];
        values.AsSpan().Fill(float.NaN);
        foreach (var row in planned.Rows)
        {
            await NextAsync(reader, cancellation);
            var its = FrameValues.Unpack(row.Packing, await reader.GetFieldValueAsync<byte[]>(0, cancellation), lists[row.ListId].Nodes.Length);
            var way = Way(planned.Frame.Market, row.ListId);
            for (var i = 0; i < its.Length; i++)
            {
                if (float.IsNaN(values[way[i]]))
                    values[way[i]] = its[i];
            }
        }
        return values;
    }

    private int[] Way(int market, int list)
    {
        if (ways.TryGetValue((market, list), out var way))
            return way;
        var order = new Dictionary<int, int>(plan.Markets[market].Ids.Length);
        foreach (var id in plan.Markets[market].Ids)
            order.TryAdd(id, order.Count);
        return ways[(market, list)] = Array.ConvertAll(lists[list].Nodes, id => order[id]);
    }
}
