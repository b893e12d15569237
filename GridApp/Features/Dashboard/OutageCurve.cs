using System.Globalization;
using System.Text;
using GridApp.Features.Incidents;

namespace GridApp.Features.Dashboard;

/// <summary>A stepped curve of MW out as paths of an SVG of 1000 x 100: what is out stays out until the next point.</summary>
/// <param name="Line">The curve itself.</param>
/// <param name="Area">What is below it.</param>
/// <param name="Top">MW at the upper edge: a round number above the greatest value.</param>
/// <param name="Days">A vertical line where each day begins, UTC.</param>
/// <param name="Midnights">The points where a day begins, and their places from the left edge in percent, as text.</param>
internal sealed record OutageCurve(string Line, string Area, double Top, string Days, IReadOnlyList<(IncidentTimelinePoint Point, string Place)> Midnights)
{
    /// <summary>Horizontal lines at the bottom, half way, and the top.</summary>
    public const string Grid = "M0 0H1000M0 50H1000M0 100H1000";

    public const int Width = 1000;
    public const int Height = 100;

    public static OutageCurve Of(IReadOnlyList<IncidentTimelinePoint> points)
    {
        double top = RoundAbove(points.Select(point => point.AffectedMw).DefaultIfEmpty(0).Max());
        var line = new StringBuilder();
        for (int i = 0; i < points.Count; i++)
        {
            double x = points.Count > 1 ? (double)Width * i / (points.Count - 1) : 0;
            double y = Height - (Height * points[i].AffectedMw / top);
            line.Append(i == 0 ? "M" : "H").Append(Number(x));
            line.Append(i == 0 ? " " : "V").Append(Number(y));
        }

        var days = new StringBuilder();
        var midnights = new List<(IncidentTimelinePoint, string)>();
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i].At.UtcDateTime.TimeOfDay != TimeSpan.Zero)
                continue;
            double share = points.Count > 1 ? (double)i / (points.Count - 1) : 0;
            days.Append('M').Append(Number(Width * share)).Append(" 0V").Append(Height.ToString(CultureInfo.InvariantCulture));
            midnights.Add((points[i], Number(100 * share) + "%"));
        }

        return new OutageCurve(line.ToString(), line.Length == 0 ? "" : $"{line}V{Height}H0Z", top, days.ToString(), midnights);
    }

    /// <summary>1, 2 or 5 times a power of ten, not below the value; 10 at the least.</summary>
    internal static double RoundAbove(double value)
    {
        double step = 10;
        while (true)
        {
            foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5])
            {
                if (value <= step * factor)
                    return step * factor;
            }

            step *= 10;
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
