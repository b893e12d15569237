using System.Globalization;
using GridApp.Domain;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Plants;

/// <summary>How a list of plants is answered.</summary>
internal enum PlantForm
{
    GeoJson,
    Packed,
    Csv,
}

/// <summary>What a request for plants asks: which, how many, and in which form.</summary>
internal sealed record PlantListRequest(PlantFilter Filter, int Limit, PlantForm Form)
{
    public const int DefaultLimit = 5_000;
    public const int GreatestLimit = 100_000;

    /// <summary>Parameters beside those of the filter.</summary>
    public static IReadOnlyList<string> OtherNames { get; } = ["limit", "format"];

    public static Outcome<PlantListRequest> Of(HttpRequest request)
    {
        foreach (string name in request.Query.Keys)
        {
            if (!PlantQueryString.Names.Contains(name) && !OtherNames.Contains(name))
                return new Unreadable($"There is no parameter '{name}' here; known are {string.Join(", ", PlantQueryString.Names.Concat(OtherNames))}.");
        }

        Outcome<PlantFilter> filter = PlantQueryString.Parse(request.Query);
        if (filter.Failure is { } failure)
            return failure;
        PlantForm form = FormOf(request.Headers.Accept);
        if (request.Query.TryGetValue("format", out StringValues format))
        {
            if (format.ToString() is not ("geojson" or "packed" or "csv"))
                return new Invalid("format", "The format is geojson, packed or csv; without it the Accept header decides.");
            form = format.ToString() switch { "packed" => PlantForm.Packed, "csv" => PlantForm.Csv, _ => PlantForm.GeoJson };
        }

        // A file that is kept should be whole.
        int limit = form == PlantForm.Csv ? GreatestLimit : DefaultLimit;
        if (request.Query.TryGetValue("limit", out StringValues text))
        {
            if (!long.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                return new Unreadable("'limit' is a whole number.");
            if (number is < 1 or > GreatestLimit)
                return new Invalid("limit", $"The limit lies between 1 and {GreatestLimit.ToString(CultureInfo.InvariantCulture)}.");
            limit = (int)number;
        }

        return new PlantListRequest(filter.Value with { LocatedOnly = form == PlantForm.Packed }, limit, form);
    }

    private static PlantForm FormOf(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept.OfType<string>().ToList(), out IList<MediaTypeHeaderValue>? types))
            return PlantForm.GeoJson;
        foreach (MediaTypeHeaderValue type in types.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            switch (type.MediaType.Value?.ToLowerInvariant())
            {
                case PackedPlants.ContentType: return PlantForm.Packed;
                case "text/csv": return PlantForm.Csv;
                case PlantGeoJson.ContentType or "application/json" or "application/*" or "*/*": return PlantForm.GeoJson;
                default: continue;
            }
        }

        return PlantForm.GeoJson;
    }
}
