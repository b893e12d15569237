using System.Text;
using GridApp.Domain.Simulation.Dispatch;

namespace GridApp.Domain.Simulation.RealTime;

/// <summary>Keeps a <see cref="RealTimeState"/> as bytes, exactly.</summary>
public static class StateBytes
{
    private const byte Version = 1;

    public static byte[] Pack(RealTimeState state)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(state.At.UtcTicks);
        Write(writer, state.OutputMw, writer.Write);
        Write(writer, state.StoreMwh, writer.Write);
        Write(writer, state.OffSince, writer.Write);
        Write(writer, state.RunUntil, writer.Write);
        Write(writer, state.Flows ?? [], writer.Write);
        writer.Write(state.Warm is not null);
        if (state.Warm is { } warm)
        {
            Write(writer, [.. warm.OutOfService], writer.Write);
            Write(writer, [.. warm.Rows], writer.Write);
            Write(writer, warm.Basis, writer.Write);
        }
        writer.Flush();
        return bytes.ToArray();
    }

    /// <returns>The state, or <see cref="Unreadable"/> when the bytes are cut off or of another version.</returns>
    public static Outcome<RealTimeState> Unpack(byte[] packed)
    {
        using var reader = new BinaryReader(new MemoryStream(packed), Encoding.UTF8);
        try
        {
            if (reader.ReadByte() != Version)
            {
                return new Unreadable("The state of the simulated market was kept by another version of the program: begin again with the day's plan.");
            }
            var at = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
            var (output, store) = (Read(reader, reader.ReadDouble), Read(reader, reader.ReadDouble));
            var (off, run) = (Read(reader, reader.ReadInt64), Read(reader, reader.ReadInt64));
            var flows = Read(reader, reader.ReadDouble);
            var warm = reader.ReadBoolean() ? new WarmStart(Read(reader, reader.ReadInt32), Read(reader, reader.ReadInt32), Read(reader, reader.ReadByte)) : null;
            return new RealTimeState(at, output, store, off, run, flows.Length == 0 ? null : flows, warm);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentOutOfRangeException)
        {
            return new Unreadable("The state of the simulated market is incomplete: begin again with the day's plan.");
        }
    }

    internal static void Write<T>(BinaryWriter writer, T[] values, Action<T> write)
    {
        writer.Write(values.Length);
        Array.ForEach(values, write);
    }

    internal static T[] Read<T>(BinaryReader reader, Func<T> read)
    {
        var values = new T[Length(reader)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read();
        }
        return values;
    }

    /// <summary>A length that the rest of the bytes could hold.</summary>
    /// <exception cref="EndOfStreamException">It could not.</exception>
    private static int Length(BinaryReader reader) =>
        reader.ReadInt32() is >= 0 and var length && length <= reader.BaseStream.Length ? length : throw new EndOfStreamException();
}
