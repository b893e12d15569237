using GridApp.Domain.Time;

namespace GridApp.Importing.Incidents;

/// <summary>The wall clock of a market. A file has few different times on many rows, so each is looked up once.</summary>
internal sealed class LocalClock(TimeZoneInfo zone)
{
    /// <summary>Beyond this many different times the file is not one that repeats them.</summary>
    private const int MaxKnown = 100_000;

    private readonly Dictionary<DateTime, LocalTime> known = [];

    public string ZoneName => zone.Id;

    /// <summary>What a time on the wall means.</summary>
    public LocalTime Read(DateTime wall)
    {
        if (!known.TryGetValue(wall, out var time))
        {
            if (known.Count >= MaxKnown)
                known.Clear();
            known.Add(wall, time = Utc(LocalTimes.Of(wall, zone)));
        }

        return time;
    }

    /// <summary>The end of the local day that an instant lies in.</summary>
    public DateTimeOffset EndOfDay(DateTimeOffset at) => StartOfDay(LocalTimes.Wall(at, zone).Date.AddDays(1));

    private DateTimeOffset StartOfDay(DateTime day) => Read(day) switch
    {
        LocalTime.Once once => once.At,
        LocalTime.Twice twice => twice.First,
        // Where the clock is put forward at midnight the day begins later.
        LocalTime.Missing missing => StartOfDay(missing.After),
        _ => throw new InvalidOperationException("A local time is one, none or two instants."),
    };

    private static LocalTime Utc(LocalTime time) => time switch
    {
        LocalTime.Once once => new LocalTime.Once(once.At.ToUniversalTime()),
        LocalTime.Twice twice => new LocalTime.Twice(twice.First.ToUniversalTime(), twice.Second.ToUniversalTime()),
        _ => time,
    };
}
