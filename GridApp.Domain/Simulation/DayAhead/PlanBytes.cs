using System.Text;
using GridApp.Domain.Simulation.RealTime;

namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>Keeps a <see cref="DayAheadPlan"/> or an <see cref="Opening"/> as bytes, exactly.</summary>
public static class PlanBytes
{
    private const byte Version = 1;

    public static byte[] Pack(DayAheadPlan plan)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(plan.Day.DayNumber);
        StateBytes.Write(writer, plan.On, own => StateBytes.Write(writer, own, writer.Write));
        StateBytes.Write(writer, plan.UnitMw, own => StateBytes.Write(writer, own, writer.Write));
        Write(writer, plan.Start);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <returns>The plan, or <see cref="Unreadable"/> when the bytes are cut off or of another version.</returns>
    public static Outcome<DayAheadPlan> Unpack(byte[] packed) => Unpack(packed, reader =>
    {
        var day = DateOnly.FromDayNumber(reader.ReadInt32());
        var on = StateBytes.Read(reader, () => StateBytes.Read(reader, reader.ReadBoolean));
        return new DayAheadPlan(day, on, StateBytes.Read(reader, () => StateBytes.Read(reader, reader.ReadSingle)), ReadOpening(reader));
    });

    public static byte[] Pack(Opening opening)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        Write(writer, opening);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <returns>The opening, or <see cref="Unreadable"/> when the bytes are cut off or of another version.</returns>
    public static Outcome<Opening> UnpackOpening(byte[] packed) => Unpack(packed, ReadOpening);

    private static Outcome<T> Unpack<T>(byte[] packed, Func<BinaryReader, T> read)
    {
        using var reader = new BinaryReader(new MemoryStream(packed), Encoding.UTF8);
        try
        {
            return reader.ReadByte() == Version ? read(reader) : new Unreadable("The plan of the simulated market was kept by another version of the program: solve the day again.");
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentOutOfRangeException)
        {
            return new Unreadable("The plan of the simulated market is incomplete: solve the day again.");
        }
    }

    private static void Write(BinaryWriter writer, Opening opening)
    {
        StateBytes.Write(writer, opening.HoursInState, writer.Write);
        StateBytes.Write(writer, opening.OutputMw, writer.Write);
        StateBytes.Write(writer, opening.StoreMwh, writer.Write);
    }

    private static Opening ReadOpening(BinaryReader reader) => new(
        StateBytes.Read(reader, reader.ReadInt32), StateBytes.Read(reader, reader.ReadDouble), StateBytes.Read(reader, reader.ReadDouble));
}
