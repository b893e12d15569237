using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using GridApp.Domain.Prices;

namespace GridApp.Tests.Contract;

/// <summary>Reads the packed form of frames as its description says, so that tests need not trust the code that wrote it.</summary>
internal sealed class FramesReader
{
    private readonly byte[] bytes;
    private readonly int body;

    public FramesReader(byte[] bytes)
    {
        this.bytes = bytes;
        Assert.Equal("GPF1", Encoding.ASCII.GetString(bytes, 0, 4));
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        Assert.Equal(0, length % 8);
        body = 8 + length;
        Header = JsonDocument.Parse(bytes.AsMemory(8, length)).RootElement;
        Assert.Equal(2, Header.GetProperty("version").GetInt32());
        Assert.Equal(0, bytes.Length % 8);
    }

    public JsonElement Header { get; }

    public string Hash => Header.GetProperty("nodesHash").GetString()!;

    public int Nodes => Header.GetProperty("nodes").GetInt32();

    public int Frames => Header.GetProperty("frames").GetArrayLength();

    public int[]? Ids => Geometry(0) is { } ids ? MemoryMarshal.Cast<byte, int>(ids).ToArray() : null;

    public float[]? Longitudes => Geometry(1) is { } degrees ? MemoryMarshal.Cast<byte, float>(degrees).ToArray() : null;

    public (string At, int Minutes, int Market, int Offset, int Length) Frame(int index)
    {
        var row = Header.GetProperty("frames")[index];
        Assert.Equal(5, row.GetArrayLength());
        return (row[0].GetString()!, row[1].GetInt32(), row[2].GetInt32(), row[3].GetInt32(), row[4].GetInt32());
    }

    public byte[] Section(int index)
    {
        var frame = Frame(index);
        Assert.Equal(0, frame.Offset % 8);
        return bytes.AsSpan(body + frame.Offset, frame.Length).ToArray();
    }

    public float[] Values(int index)
    {
        var values = new float[Header.GetProperty("markets")[Frame(index).Market].GetProperty("nodes").GetInt32()];
        PackedValues.Unpack(Section(index), values);
        return values;
    }

    private byte[]? Geometry(int column)
    {
        if (Header.GetProperty("geometry") is not { ValueKind: JsonValueKind.Object } geometry)
            return null;
        Assert.Equal(12 * Nodes, geometry.GetProperty("length").GetInt32());
        return bytes.AsSpan(body + geometry.GetProperty("offset").GetInt32() + (4 * Nodes * column), 4 * Nodes).ToArray();
    }
}
