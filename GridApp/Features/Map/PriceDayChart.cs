using System.Globalization;
using System.Text;
using GridApp.Domain.Prices;
using GridApp.Features.Prices;

namespace GridApp.Features.Map;

/// <summary>
/// A node's market day as paths of a drawing 1,000 wide and 1,000 high: the components of one kind stacked (what is above zero upwards, what is below it downwards), and
/// totals of kinds as lines. Every value holds until the next, and where there is none the drawing has a gap.
/// </summary>
internal sealed class PriceDayChart
{
    /// <summary>In the order in which they are stacked.</summary>
    public static IReadOnlyList<PriceComponent> Stacked { get; } = [PriceComponent.Energy, PriceComponent.Loss, PriceComponent.Congestion, PriceComponent.Ghg];

    private readonly MapNodeDetail detail;

    private PriceDayChart(MapNodeDetail detail, double least, double most)
    {
        this.detail = detail;
        Least = least;
        Most = most;
    }

    /// <summary>The price at the lower edge.</summary>
    public double Least { get; }

    /// <summary>The price at the upper edge.</summary>
    public double Most { get; }

    /// <summary>Where zero is.</summary>
    public string Zero => Y(0);

    /// <summary>Where the moment is, as a share of the day.</summary>
    public double Now => Share(detail.At);

    /// <summary>The drawing of some series; null when none of them has a value.</summary>
    public static PriceDayChart? Of(MapNodeDetail detail, NodeSeries? stacked)
    {
        double least = 0, most = 0;
        var known = false;
        foreach (var series in detail.Series)
        {
            foreach (var total in series.Points.Of(PriceComponent.Total).Where(value => !float.IsNaN(value)))
            {
                known = true;
                least = Math.Min(least, total);
                most = Math.Max(most, total);
            }
        }
        for (var i = 0; i < (stacked?.Points.Count ?? 0); i++)
        {
            double up = 0, down = 0;
            foreach (var component in Stacked)
            {
                var value = stacked!.Points[component, i];
                if (value > 0)
                    up += value;
                else if (value < 0)
                    down += value;
            }
            least = Math.Min(least, down);
            most = Math.Max(most, up);
        }
        if (!known)
            return null;
        var margin = Math.Max((most - least) * 0.06, 0.5);
        return new PriceDayChart(detail, least < 0 ? least - margin : 0, most + margin);
    }

    /// <summary>The total of a series as a line.</summary>
    public string Line(NodeSeries series)
    {
        var path = new StringBuilder();
        var pen = false;
        for (var i = 0; i < series.Points.Count; i++)
        {
            var value = series.Points[PriceComponent.Total, i];
            if (float.IsNaN(value))
            {
                pen = false;
                continue;
            }
            path.Append(pen && Follows(series, i) ? "V" : $"M{X(series, i)} ").Append(Y(value)).Append('H').Append(XEnd(series, i));
            pen = true;
        }
        return path.ToString();
    }

    /// <summary>A component of a series as an area between what is stacked below it and with it.</summary>
    public string Area(NodeSeries series, PriceComponent component)
    {
        var path = new StringBuilder();
        for (var i = 0; i < series.Points.Count; i++)
        {
            var value = series.Points[component, i];
            if (float.IsNaN(value) || value == 0)
                continue;
            double below = 0;
            foreach (var other in Stacked.TakeWhile(one => one != component))
            {
                var its = series.Points[other, i];
                if (!float.IsNaN(its) && Math.Sign(its) == Math.Sign(value))
                    below += its;
            }
            path.Append('M').Append(X(series, i)).Append(' ').Append(Y(below)).Append('V').Append(Y(below + value)).Append('H').Append(XEnd(series, i)).Append('V').Append(Y(below)).Append('Z');
        }
        return path.ToString();
    }

    /// <summary>Where a moment stands, 0 to 1.</summary>
    public double Share(DateTimeOffset at) => Math.Clamp((at - detail.Start) / (detail.End - detail.Start), 0, 1);

    private static bool Follows(NodeSeries series, int point) => series.Points.At[point - 1].AddMinutes(series.Points.Minutes[point - 1]) == series.Points.At[point];

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private string X(NodeSeries series, int point) => N(Share(new DateTimeOffset(series.Points.At[point], TimeSpan.Zero)) * 1000);

    private string XEnd(NodeSeries series, int point) => N(Share(new DateTimeOffset(series.Points.At[point], TimeSpan.Zero).AddMinutes(series.Points.Minutes[point])) * 1000);

    private string Y(double price) => N(1000 - ((price - Least) / (Most - Least) * 1000));
}
