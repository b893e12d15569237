using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Incidents;

/// <summary>How a list of incidents is answered.</summary>
internal enum IncidentListForm
{
    GeoJson,
    Csv,
}

/// <summary>Which form a client accepts.</summary>
internal static class IncidentListForms
{
    public static IncidentListForm Accepted(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept.OfType<string>().ToList(), out IList<MediaTypeHeaderValue>? types))
            return IncidentListForm.GeoJson;
        foreach (MediaTypeHeaderValue type in types.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            switch (type.MediaType.Value?.ToLowerInvariant())
            {
                case "text/csv": return IncidentListForm.Csv;
                case IncidentGeoJson.ContentType or "application/json" or "application/*" or "*/*": return IncidentListForm.GeoJson;
                default: continue;
            }
        }

        return IncidentListForm.GeoJson;
    }
}
