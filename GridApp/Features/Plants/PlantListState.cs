using GridApp.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Plants;

/// <summary>What the list of plants shows; the page's address is its only home, so that reload, back and a shared link show the same.</summary>
internal sealed record PlantListState(PlantFilter Filter, PlantSort Sort, bool Descending)
{
    public const string Page = "plants";

    private const string SortName = "sort";

    public static PlantListState Default { get; } = new(PlantFilter.All, PlantSort.Capacity, Descending: true);

    /// <summary>Some of the list is left out.</summary>
    public bool IsFiltered => PlantQueryString.Of(Filter).Length > 0;

    /// <summary>Reads an address. What it cannot mean is a failure; the page says so and shows everything.</summary>
    public static Outcome<PlantListState> Of(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        Outcome<PlantFilter> filter = PlantQueryString.Parse(query);
        if (filter.Failure is { } failure)
            return failure;
        PlantListState state = Default with { Filter = filter.Value };
        if (!query.TryGetValue(SortName, out var sort))
            return state;
        string text = sort.ToString();
        bool descending = text.StartsWith('-');
        return Enum.TryParse(text.TrimStart('-'), ignoreCase: true, out PlantSort by) && Enum.IsDefined(by)
            ? state with { Sort = by, Descending = descending }
            : new Invalid(SortName, "There is no such column.");
    }

    /// <summary>The address, relative to the base.</summary>
    public string Address()
    {
        string query = PlantQueryString.Of(Filter);
        if ((Sort, Descending) != (Default.Sort, Default.Descending))
            query += $"{(query.Length > 0 ? "&" : "")}{SortName}={(Descending ? "-" : "")}{Sort.ToString().ToLowerInvariant()}";
        return query.Length > 0 ? $"{Page}?{query}" : Page;
    }

    /// <summary>The same plants as a file.</summary>
    public string CsvAddress()
    {
        string query = PlantQueryString.Of(Filter);
        return $"api/v1/plants?format=csv{(query.Length > 0 ? "&" + query : "")}";
    }

    /// <summary>Ordered by a column: a first press shows the biggest number or the first letter, the next one turns it around.</summary>
    public PlantListState By(PlantSort sort) => this with { Sort = sort, Descending = sort == Sort ? !Descending : sort is PlantSort.Capacity or PlantSort.Available or PlantSort.Status };
}
