using System.Globalization;

namespace GridApp.Features.Incidents;

/// <summary>Incidents as bars over time, below each other where they overlap.</summary>
/// <param name="Rows">Lanes that are used.</param>
/// <param name="Bars">In the order of their starts.</param>
public sealed record IncidentLanes(int Rows, IReadOnlyList<IncidentBar> Bars)
{
    /// <summary>Of a lane, CSS pixels: something that can be pressed.</summary>
    public const int Height = 24;

    /// <summary>More at once are in the table alone.</summary>
    private const int MostRows = 6;

    /// <summary>Least width of a bar, as a share of the axis: an hour in a year can be seen.</summary>
    private const double Least = 0.004;

    public static IncidentLanes None { get; } = new(0, []);

    /// <summary>Each in the first lane that is free; those that find none are left out.</summary>
    public static IncidentLanes Of(IEnumerable<IncidentItem> incidents, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        var free = new List<double>();
        var bars = new List<IncidentBar>();
        foreach (IncidentItem item in incidents.OrderBy(item => item.Start).ThenBy(item => item.Id))
        {
            double from = Share(item.Start);
            double to = Math.Max(Share(item.End ?? (item.ExpectedEnd > now ? item.ExpectedEnd.Value : end)), from + Least);
            int row = free.FindIndex(edge => edge <= from);
            if (row < 0)
            {
                if (free.Count == MostRows)
                    continue;
                row = free.Count;
                free.Add(0);
            }

            free[row] = to;
            bars.Add(new IncidentBar(item, Percent(from), row * Height, Percent(to - from)));
        }

        return new IncidentLanes(free.Count, bars);

        double Share(DateTimeOffset at) => Math.Clamp((at - start) / (end - start), 0, 1);
    }

    private static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}

/// <summary>One of them.</summary>
/// <param name="Item">The incident.</param>
/// <param name="X">Where it begins, in percent of the width.</param>
/// <param name="Y">CSS pixels from the top.</param>
/// <param name="Width">Percent.</param>
public sealed record IncidentBar(IncidentItem Item, string X, int Y, string Width);
