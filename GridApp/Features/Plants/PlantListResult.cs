using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Plants;

/// <summary>The answer to a request for plants: 304 when the client has it, else bytes straight into the response.</summary>
internal sealed class PlantListResult(PlantListRequest request, PlantSnapshot snapshot, DateTimeOffset now) : IResult
{
    /// <summary>Changes with every build: other code may write other bytes for the same version.</summary>
    private static readonly string Build = typeof(PlantListResult).Module.ModuleVersionId.ToString("N")[..8];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        CancellationToken cancellation = httpContext.RequestAborted;
        EntityTagHeaderValue tag = Tag();
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Accept;
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*"))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        PlantMatches matches = snapshot.Find(request.Filter, request.Limit);
        switch (request.Form)
        {
            case PlantForm.Packed:
                byte[] packed = PackedPlants.Of(matches);
                response.ContentType = PackedPlants.ContentType;
                response.ContentLength = packed.Length;
                await response.Body.WriteAsync(packed, cancellation);
                break;
            case PlantForm.Csv:
                response.ContentType = PlantCsv.ContentType;
                response.Headers.ContentDisposition = $"attachment; filename=\"plants-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}.csv\"";
                await PlantCsv.WriteAsync(matches, request.Filter, now, response.BodyWriter, cancellation);
                break;
            default:
                response.ContentType = PlantGeoJson.ContentType;
                response.ContentLength = PlantGeoJson.Length(matches);
                await PlantGeoJson.WriteAsync(matches, response.BodyWriter, cancellation);
                break;
        }
    }

    private EntityTagHeaderValue Tag()
    {
        // The time of export stands in a CSV file, so no two of them are one.
        string moment = request.Form == PlantForm.Csv ? now.UtcTicks.ToString(CultureInfo.InvariantCulture) : "";
        string question = string.Create(CultureInfo.InvariantCulture, $"{request.Form} {request.Limit} {moment} {PlantQueryString.Of(request.Filter)}");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(question));
        return new EntityTagHeaderValue($"\"{snapshot.Version.ToString(CultureInfo.InvariantCulture)}-{snapshot.Out.Mark}-{Build}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}\"", isWeak: true);
    }
}
