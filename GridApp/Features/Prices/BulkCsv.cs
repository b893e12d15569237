using System.Text;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Prices;

/// <summary>Nodes' prices as CSV, whole, written while they are read. Lines that begin with <c># </c> come first and say what the file is.</summary>
internal sealed class BulkCsv(ReadBulkPrices prices, BulkQuestion question, NodeSnapshot nodes, DateTimeOffset now, Actor actor) : IResult
{
    private const int FlushEvery = 128 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = PriceCsv.MediaType;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Accept;
        PriceCsv.Attach(httpContext, "nodal-prices-" + question.Kind, question.Start, question.End);
        using var buffer = new PooledBuffer(FlushEvery * 2);
        WriteText(buffer, Preamble());
        await foreach (var (node, points) in prices.RunAsync(question, nodes, actor, httpContext.RequestAborted))
        {
            var market = MarketCatalogue.Find(node.Market);
            var zone = market is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
            var head = FormattableString.Invariant($"{node.Market},{node.Id},{CsvCell.Text(node.Code)},");
            for (var i = 0; i < points.Count; i++)
            {
                WriteText(buffer, head);
                buffer.WriteMoment(points.At[i]);
                buffer.WriteAscii(",");
                buffer.WriteAscii(PriceCsv.Local(points.At[i], zone));
                buffer.WriteAscii(",");
                buffer.WriteWhole(points.Minutes[i]);
                foreach (var component in PriceComponents.All)
                {
                    buffer.WriteAscii(",");
                    if (!float.IsNaN(points[component, i]))
                        buffer.WriteNumber(points[component, i]);
                }
                buffer.WriteAscii("\r\n");
            }
            if (buffer.Length < FlushEvery)
                continue;
            await response.BodyWriter.WriteAsync(buffer.Written, httpContext.RequestAborted);
            buffer.Clear();
        }
        await response.BodyWriter.WriteAsync(buffer.Written, httpContext.RequestAborted);
    }

    private string Preamble()
    {
        var markets = BulkJson.MarketsOf(question, nodes);
        var filter = "kind=" + question.Kind + string.Concat(question.Markets.Select(market => "&market=" + market.Code)) + string.Concat(question.Nodes.Select(id => FormattableString.Invariant($"&node={id}")));
        var text = new StringBuilder();
        PriceCsv.Preamble(
            text, "nodal prices", markets.Any(market => market.Simulated), filter, question.Start, question.End, Each(market => market.TimeZone), Each(market => PriceUnit.Of(market.Currency)), Each(PointsJson.SourceOf), now);
        return text.Append("market,node_id,node_code,at_utc,at_local,minutes,total,energy,congestion,loss,ghg\r\n").ToString();

        string Each(Func<Domain.Markets.Market, string> what) => markets.Select(what).Distinct().ToList() is [var one]
            ? one
            : string.Join("; ", markets.GroupBy(what).Select(group => $"{group.Key} ({string.Join(", ", group.Select(market => market.Code))})"));
    }

    private static void WriteText(PooledBuffer buffer, string text)
    {
        var room = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        buffer.Advance(Encoding.UTF8.GetBytes(text, room));
    }
}
