using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Geography;

namespace GridApp.Features.Geography;

/// <summary>What a request for zones asks.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Zoom">Zoom of the map that will show them; null for whole shapes.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="IsCsv">As CSV, without shapes.</param>
internal sealed record ZonesRequest(ZoneFilter Filter, int? Zoom, int Limit, bool IsCsv)
{
    public const int DefaultLimit = 5_000;
    public const int GreatestLimit = 100_000;

    public static Outcome<ZonesRequest> Of(HttpRequest request)
    {
        var query = new GeographyQuery(request.Query);
        query.Knows("market", "type", "bbox", "zoom", "simulated", "q", "limit", "format");
        bool isCsv = query.IsCsv(request.Headers.Accept);
        IReadOnlyList<string> types = query.Codes("type", word => ZoneTypes.TryParse(word, out _) ? word : null, "one of " + string.Join(", ", ZoneTypes.All));
        var asked = new ZonesRequest(
            new ZoneFilter
            {
                Box = query.Box(),
                Markets = query.Markets(),
                Types = [.. types.Select(code => ZoneTypes.TryParse(code, out ZoneType type) ? type : default)],
                Simulated = query.Flag("simulated"),
                Text = query.Text("q"),
            },
            query.Whole("zoom", 0, MapZoom.Deepest),
            query.Whole("limit", 1, GreatestLimit) ?? (isCsv ? GreatestLimit : DefaultLimit),
            isCsv);
        return query.Failure is { } failure ? failure : asked;
    }

    /// <summary>Equal questions give equal words.</summary>
    public string Words() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Filter.Box} {string.Join(',', Filter.Markets.Order(StringComparer.Ordinal))} {string.Join(',', Filter.Types.Order())} {Filter.Simulated} {Filter.Text} {(Zoom is { } zoom ? MapZoom.StepFor(zoom) : null)} {Limit}");
}

/// <summary>The answer: 304 when the client has it, else bytes straight into the response.</summary>
internal sealed class ZonesAnswer(ZonesRequest request, ZoneSnapshot zones, ZoneCatalogue catalogue, DateTimeOffset now) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        CancellationToken ct = httpContext.RequestAborted;
        if (!request.IsCsv && GeographyTag.IsKnown(httpContext, string.Create(CultureInfo.InvariantCulture, $"z{zones.Version}"), request.Words()))
            return;
        GeographyMatches matches = await catalogue.FindAsync(zones, request.Filter, request.Limit, ct);
        if (request.IsCsv)
        {
            await ZoneCsv.WriteAsync(httpContext.Response, zones, matches, httpContext.Request.QueryString.Value, now, ct);
            return;
        }

        FeatureBlock features = await zones.FeaturesAsync(request.Zoom is { } zoom ? MapZoom.StepFor(zoom) : null, ct);
        await FeatureCollection.WriteAsync(
            httpContext.Response, string.Create(CultureInfo.InvariantCulture, $"\"total\":{matches.Total},\"truncated\":{(matches.Truncated ? "true" : "false")},\"version\":{zones.Version}"), features, matches.Indexes, ct);
    }
}
