using System.Globalization;
using GridApp.Domain.Time;

namespace GridApp.Features.Incidents;

/// <summary>A time as a person typed it on the wall clock of a market.</summary>
/// <param name="At">The instant it means; null when it is blank or means none.</param>
/// <param name="Fault">What is wrong with it: the key of a sentence; null when nothing is.</param>
/// <param name="Missing">Where the clock jumped over it.</param>
/// <param name="Twice">Where the clock showed it twice: the two instants to choose from, also after the choice.</param>
internal sealed record TypedMoment(DateTimeOffset? At, string? Fault = null, LocalTime.Missing? Missing = null, LocalTime.Twice? Twice = null)
{
    public const string First = "first";
    public const string Second = "second";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    public bool IsBlank => At is null && Fault is null;

    /// <param name="text">What a field of type <c>datetime-local</c> holds.</param>
    /// <param name="choice"><see cref="First"/> or <see cref="Second"/>, where the time comes twice and one was chosen.</param>
    public static TypedMoment Of(string? text, string? choice, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new TypedMoment(At: null);
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime wall) || wall.Year is < 1900 or > 2199)
            return new TypedMoment(null, "Time_Unreadable");
        return LocalTimes.Of(wall, zone) switch
        {
            LocalTime.Once once => new TypedMoment(once.At),
            LocalTime.Missing missing => new TypedMoment(null, "Time_Missing", Missing: missing),
            LocalTime.Twice twice => choice switch
            {
                First => new TypedMoment(twice.First, Twice: twice),
                Second => new TypedMoment(twice.Second, Twice: twice),
                _ => new TypedMoment(null, "Time_Twice", Twice: twice),
            },
            _ => throw new InvalidOperationException("A wall clock shows a time once, twice or never."),
        };
    }

    /// <summary>An instant as a field of type <c>datetime-local</c> takes it.</summary>
    public static string Text(DateTimeOffset at, TimeZoneInfo zone) => LocalTimes.Wall(at, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
