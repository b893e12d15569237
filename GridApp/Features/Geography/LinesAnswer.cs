using System.Buffers;
using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Geography;

namespace GridApp.Features.Geography;

/// <summary>What a request for lines asks.</summary>
/// <param name="Filter">Which.</param>
/// <param name="At">The moment of the flows; null for now.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="IsCsv">As CSV, without paths.</param>
internal sealed record LinesRequest(LineFilter Filter, DateTimeOffset? At, int Limit, bool IsCsv)
{
    public const int DefaultLimit = 20_000;
    public const int GreatestLimit = 200_000;

    public static Outcome<LinesRequest> Of(HttpRequest request)
    {
        var query = new GeographyQuery(request.Query);
        query.Knows("market", "kind", "bbox", "minKv", "maxKv", "simulated", "q", "at", "limit", "format");
        bool isCsv = query.IsCsv(request.Headers.Accept);
        var asked = new LinesRequest(
            new LineFilter
            {
                Box = query.Box(),
                Markets = query.Markets(),
                Kinds = query.Codes("kind", word => LineKinds.All.Contains(word) ? word : null, "one of " + string.Join(", ", LineKinds.All)),
                MinKv = query.Number("minKv", 0, LineRules.MaxVoltageKv, " kV"),
                MaxKv = query.Number("maxKv", 0, LineRules.MaxVoltageKv, " kV"),
                Simulated = query.Flag("simulated"),
                Text = query.Text("q"),
            },
            query.Moment("at"),
            query.Whole("limit", 1, GreatestLimit) ?? (isCsv ? GreatestLimit : DefaultLimit),
            isCsv);
        return query.Failure is { } failure ? failure : asked;
    }

    /// <summary>Equal questions give equal words.</summary>
    public string Words() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Filter.Box} {string.Join(',', Filter.Markets.Order(StringComparer.Ordinal))} {string.Join(',', Filter.Kinds.Order(StringComparer.Ordinal))} {Filter.MinKv} {Filter.MaxKv} {Filter.Simulated} {Filter.Text} {Limit}");
}

/// <summary>The answer: 304 when the client has it, else bytes straight into the response.</summary>
internal sealed class LinesAnswer(LinesRequest request, LineSnapshot lines, GeographyMatches matches, GridFlows flows, DateTimeOffset now) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        CancellationToken ct = httpContext.RequestAborted;
        if (request.IsCsv)
        {
            await LineCsv.WriteAsync(httpContext.Response, lines, matches, flows, httpContext.Request.QueryString.Value, now, ct);
            return;
        }

        if (GeographyTag.IsKnown(httpContext, string.Create(CultureInfo.InvariantCulture, $"l{lines.Version}{flows.Mark}"), request.Words()))
            return;
        string members = string.Create(
            CultureInfo.InvariantCulture,
            $"\"total\":{matches.Total},\"truncated\":{(matches.Truncated ? "true" : "false")},\"version\":{lines.Version},\"flowsAt\":{Quoted(flows.At?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))},\"flowsKind\":{Quoted(flows.Kind)}");

        // Only lines with a flow are written anew, the others are copied as they lie.
        (FeatureBlock features, int[] indexes) = flows.MwByLine.Count == 0 ? (lines.Features, matches.Indexes) : WithFlows();
        await FeatureCollection.WriteAsync(httpContext.Response, members, features, indexes, ct);
    }

    private static string Quoted(string? word) => word is null ? "null" : '"' + word + '"';

    private (FeatureBlock Features, int[] Indexes) WithFlows()
    {
        int[] found = matches.Indexes;
        FeatureBlock features = FeatureBlock.Of(found.Length, (buffer, i) =>
        {
            ReadOnlySpan<byte> feature = lines.Features[found[i]].Span;
            if (!flows.MwByLine.TryGetValue(lines[found[i]].Id, out float mw))
            {
                buffer.Write(feature);
                return;
            }

            buffer.Write(feature[..^LineSnapshot.NoFlow.Length]);
            buffer.Write(",\"flowMw\":"u8);
            Number(buffer, Math.Round(mw, 2));
            buffer.Write(",\"loading\":"u8);
            if (LineLoading.Of(mw, lines[found[i]].LimitMw) is { } loading)
                Number(buffer, loading);
            else
                buffer.Write("null"u8);
            buffer.Write("}}"u8);
        });
        return (features, [.. Enumerable.Range(0, found.Length)]);
    }

    private static void Number(ArrayBufferWriter<byte> buffer, double number)
    {
        number.TryFormat(buffer.GetSpan(32), out int written, default, CultureInfo.InvariantCulture);
        buffer.Advance(written);
    }
}

/// <summary>How much of its limit a line carries.</summary>
internal static class LineLoading
{
    /// <summary>1 at its limit, whichever way the power flows; null when the limit is not known.</summary>
    public static double? Of(float flowMw, double? limitMw) => limitMw is { } limit ? Math.Round(Math.Abs(flowMw) / limit, 4) : null;
}
