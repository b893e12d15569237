using System.Globalization;
using GridApp.Domain;
using GridApp.Hosting;

namespace GridApp.Features.Geography;

/// <summary>Zones and lines over HTTP.</summary>
internal static class GeographyEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder geography = api.MapGroup("").WithTags("Geography");
        geography.MapGet("/zones", ZonesAsync).RequireAuthorization(Policies.Read).DescribeZones();
        geography.MapGet("/zones/{id:int}", ZoneAsync).RequireAuthorization(Policies.Read).DescribeZone();
        geography.MapGet("/lines", LinesAsync).RequireAuthorization(Policies.Read).DescribeLines();
    }

    private static async Task<IResult> ZonesAsync(HttpRequest request, ZoneCatalogue catalogue, TimeProvider time, CancellationToken ct)
    {
        Outcome<ZonesRequest> asked = ZonesRequest.Of(request);
        return asked.Failure is { } failure
            ? failure.ToProblem()
            : new ZonesAnswer(asked.Value, await catalogue.CurrentAsync(ct), catalogue, time.GetUtcNow());
    }

    private static async Task<IResult> ZoneAsync(int id, HttpContext context, ZoneCatalogue catalogue, CancellationToken ct)
    {
        var query = new GeographyQuery(context.Request.Query);
        query.Knows();
        if (query.Failure is { } failure)
            return failure.ToProblem();
        ZoneSnapshot zones = await catalogue.CurrentAsync(ct);
        int index = zones.IndexOf(id);
        if (index < 0)
            return new NotFound(FormattableString.Invariant($"There is no zone {id}.")).ToProblem();
        if (GeographyTag.IsKnown(context, string.Create(CultureInfo.InvariantCulture, $"z{zones.Version}"), FormattableString.Invariant($"zone {id}")))
            return TypedResults.Empty;
        return TypedResults.Bytes((await zones.FeaturesAsync(null, ct))[index], FeatureJson.ContentType);
    }

    private static async Task<IResult> LinesAsync(HttpRequest request, LineCatalogue catalogue, LineFlows lineFlows, TimeProvider time, CancellationToken ct)
    {
        Outcome<LinesRequest> asked = LinesRequest.Of(request);
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        LineSnapshot lines = await catalogue.CurrentAsync(ct);
        GeographyMatches matches = lines.Find(asked.Value.Filter, asked.Value.Limit);
        GridFlows flows = await lineFlows.ReadAsync(lines, matches, asked.Value.At, ct);
        return new LinesAnswer(asked.Value, lines, matches, flows, time.GetUtcNow());
    }
}
