using System.Runtime.InteropServices;
using GridApp.Domain.Prices;

namespace GridApp.Data.Prices;

/// <summary>An interval of a series as it stands: in the database, or as it is about to stand there.</summary>
internal abstract class CubeFrame(DateTimeOffset at, short minutes, int list)
{
    /// <summary>Its start.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>Its length.</summary>
    public short Minutes { get; } = minutes;

    /// <summary>The list that orders its values.</summary>
    public int List { get; } = list;

    /// <summary>Whether any node has the component.</summary>
    public abstract bool Has(int component);

    /// <summary>Values of a component in the order of the list; NaN where there is none.</summary>
    public abstract void Read(int component, Span<float> values);
}

/// <summary>An interval that the database has.</summary>
/// <param name="organization">Whose it is; null: the market's own.</param>
/// <param name="packing">How its bytes are packed: 0 raw float32, 1 <see cref="PackedValues"/>.</param>
internal sealed class KeptFrame(DateTimeOffset at, short minutes, int list, int? organization, short packing, byte[]?[] packed) : CubeFrame(at, minutes, list)
{
    public int? Organization { get; } = organization;

    public short Packing { get; } = packing;

    public override bool Has(int component) => packed[component] is not null;

    public override void Read(int component, Span<float> values)
    {
        if (packed[component] is not { } bytes)
            values.Fill(float.NaN);
        else if (Packing == 0)
            MemoryMarshal.Cast<byte, float>(bytes)[..values.Length].CopyTo(values);
        else
            PackedValues.Unpack(bytes, values);
    }
}

/// <summary>An interval that is written now.</summary>
/// <param name="values">By component, then by node of the list.</param>
internal sealed class NewFrame(DateTimeOffset at, short minutes, int list, float[]?[] values) : CubeFrame(at, minutes, list)
{
    public override bool Has(int component) => values[component] is not null;

    public override void Read(int component, Span<float> target)
    {
        if (values[component] is { } known)
            known.CopyTo(target);
        else
            target.Fill(float.NaN);
    }

    /// <summary>A component as bytes; null where no node has it.</summary>
    public byte[]? Pack(int component) => values[component] is { } known && known.AsSpan().ContainsAnyExcept(float.NaN) ? PackedValues.Pack(known) : null;
}
