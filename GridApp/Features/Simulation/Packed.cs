using System.Runtime.InteropServices;

namespace GridApp.Features.Simulation;

/// <summary>Numbers as the frames keep them: little-endian float32, one after the other.</summary>
internal static class Packed
{
    public static byte[] Of(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values).ToArray();

    public static float[] Read(byte[] packed) => MemoryMarshal.Cast<byte, float>(packed).ToArray();
}
