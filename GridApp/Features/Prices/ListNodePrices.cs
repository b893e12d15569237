using GridApp.Data;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A market's nodes and their prices at a moment, for a page that orders and searches them.</summary>
public sealed class ListNodePrices(PriceMoments moments)
{
    private static readonly PriceComponent[] Components = [PriceComponent.Total, PriceComponent.Energy, PriceComponent.Congestion, PriceComponent.Loss];

    /// <summary>The table.</summary>
    /// <param name="market">Whose nodes.</param>
    /// <param name="kind">Of <see cref="PriceKinds"/>; the difference of day-ahead and real-time is read besides.</param>
    /// <param name="at">The moment, UTC.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<NodePriceTable> RunAsync(Domain.Markets.Market market, string kind, DateTime at, Actor actor, CancellationToken cancellation)
    {
        string[] kinds = [kind, .. new[] { PriceKinds.DayAhead, PriceKinds.RealTime }.Where(other => other != kind)];
        var read = await moments.RunAsync(new MomentQuestion(kinds, at, [market], null, Components), actor, cancellation);
        var nodes = read[0].Nodes;
        var columns = Enumerable.Range(0, Components.Length).Select(component => Column(read[0].Values(component), nodes.Count)).ToList();
        var dart = Column(PriceMoment.Dart(Of(PriceKinds.DayAhead), Of(PriceKinds.RealTime), nodes), nodes.Count);
        var places = nodes.Find(new NodeFilter { Markets = [market.Code] });
        NodePriceRow[] rows = [.. places.Select(place => new NodePriceRow(nodes[place], columns[0][place], columns[1][place], columns[2][place], columns[3][place], dart[place]))];
        return new NodePriceTable(rows, PriceStatistics.Of([.. rows.Select(row => row.Total)]), [.. rows.Select(row => row.Node.Type).Distinct().Order(StringComparer.OrdinalIgnoreCase)]);

        List<MarketValues> Of(string wanted) => read[Array.IndexOf(kinds, wanted)].Values(0);
    }

    /// <summary>Values by place.</summary>
    internal static float[] Column(List<MarketValues> markets, int count)
    {
        var column = new float[count];
        column.AsSpan().Fill(float.NaN);
        foreach (var market in markets)
        {
            for (var i = 0; i < market.Places.Length; i++)
            {
                if (market.Places[i] >= 0)
                    column[market.Places[i]] = market.Values[i];
            }
        }
        return column;
    }
}
