using System.Runtime.InteropServices;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>The values of a frame as its rows keep them.</summary>
internal static class FrameValues
{
    /// <summary>One value for each node of the frame's list.</summary>
    /// <param name="packing">0: bare float32, as frames were first kept; 1: <see cref="PackedValues"/>.</param>
    /// <param name="bytes">As stored.</param>
    /// <param name="count">Nodes of the list.</param>
    public static float[] Unpack(short packing, ReadOnlySpan<byte> bytes, int count)
    {
        if (packing == 0)
        {
            return bytes.Length == count * sizeof(float)
                ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
                : throw new InvalidOperationException($"A frame of {count} nodes has {bytes.Length} bytes: its list is another's.");
        }
        if (PackedValues.Count(bytes) is { } held && held != count)
            throw new InvalidOperationException($"A frame of {count} nodes holds {held} values: its list is another's.");
        var values = GC.AllocateUninitializedArray<float>(count);
        PackedValues.Unpack(bytes, values);
        return values;
    }
}
