using System.Buffers.Text;
using System.Globalization;

namespace GridApp.Features.Prices;

/// <summary>Moments as the API writes them, in UTC with a Z.</summary>
internal static class MomentBytes
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string Text(DateTime at) => at.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Writes one.</summary>
    /// <returns>Bytes written, at most 28.</returns>
    public static int Format(DateTime at, Span<byte> to)
    {
        if (at.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            at.TryFormat(to, out var written, Form, CultureInfo.InvariantCulture);
            return written;
        }

        // Intervals begin on whole seconds; this is what "O" writes, without its seven zeros.
        Span<byte> whole = stackalloc byte[28];
        Utf8Formatter.TryFormat(DateTime.SpecifyKind(at, DateTimeKind.Utc), whole, out _, 'O');
        whole[..19].CopyTo(to);
        to[19] = (byte)'Z';
        return 20;
    }
}
