using System.Globalization;

namespace GridApp.Features.Plants;

/// <summary>Moments in URLs: ISO 8601 with a zone. A time without one could mean three things, so it is not read at all.</summary>
internal static class MomentText
{
    private static readonly string[] Formats =
        ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;

        // '+' of an offset arrives as a space when a client forgets to escape it.
        text = text.Replace(' ', '+');
        bool hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasZone && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
    }
}
