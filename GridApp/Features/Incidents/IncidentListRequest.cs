using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Incidents;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Incidents;

/// <summary>What a request for incidents asks: which, in which order, how many, and in which form.</summary>
internal sealed record IncidentListRequest(IncidentFilter Filter, IncidentSort Sort, int Limit, IncidentListForm Form)
{
    public const int DefaultLimit = 5_000;
    public const int GreatestLimit = 100_000;

    private static readonly string[] OtherNames = ["limit", "format", "sort"];

    private static readonly string[] SortNames = ["start", "end", "affectedMw", "capacityMw", "name", "type", "fuel", "market", "status"];

    private static readonly string[] OfTheMoment = ["start", "end", "at", "known", "status"];

    /// <param name="request">The request.</param>
    /// <param name="active">The path says itself that it is about now.</param>
    public static Outcome<IncidentListRequest> Of(HttpRequest request, bool active = false)
    {
        IEnumerable<string> known = IncidentQueryString.Names.Where(name => !active || !OfTheMoment.Contains(name)).Concat(OtherNames);
        foreach (string name in request.Query.Keys)
        {
            if (!known.Contains(name))
                return new Unreadable($"There is no parameter '{name}' here; known are {string.Join(", ", known)}.");
        }

        Outcome<IncidentFilter> filter = IncidentQueryString.Parse(request.Query);
        if (filter.Failure is { } failure)
            return failure;
        IncidentListForm form = IncidentListForms.Accepted(request.Headers.Accept);
        if (request.Query.TryGetValue("format", out StringValues format))
        {
            if (format.ToString() is not ("geojson" or "csv"))
                return new Invalid("format", "The format is geojson or csv; without it the Accept header decides.");
            form = format.ToString() == "csv" ? IncidentListForm.Csv : IncidentListForm.GeoJson;
        }

        // A file that is kept should be whole.
        int limit = form == IncidentListForm.Csv ? GreatestLimit : DefaultLimit;
        if (request.Query.TryGetValue("limit", out StringValues text))
        {
            if (!long.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                return new Unreadable("'limit' is a whole number.");
            if (number is < 1 or > GreatestLimit)
                return new Invalid("limit", $"The limit lies between 1 and {GreatestLimit.ToString(CultureInfo.InvariantCulture)}.");
            limit = (int)number;
        }

        IncidentSort sort = IncidentSort.Newest;
        if (request.Query.TryGetValue("sort", out StringValues order))
        {
            string name = order.ToString();
            int by = Array.IndexOf(SortNames, name.TrimStart('-'));
            if (by < 0)
                return new Invalid("sort", $"The order is one of {string.Join(", ", SortNames)}, with a minus before it for the other way round.");
            sort = new IncidentSort(Orders[by], name.StartsWith('-'));
        }

        return new IncidentListRequest(active ? filter.Value with { Statuses = [IncidentStatus.Active] } : filter.Value, sort, limit, form);
    }

    private static readonly IncidentOrder[] Orders =
    [
        IncidentOrder.Start, IncidentOrder.End, IncidentOrder.AffectedMw, IncidentOrder.Capacity, IncidentOrder.Name, IncidentOrder.Type, IncidentOrder.Fuel,
        IncidentOrder.Market, IncidentOrder.Status,
    ];
}
