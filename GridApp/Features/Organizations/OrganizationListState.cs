using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Organizations;

/// <summary>What the list shows; the page's address is its only home. What an address cannot mean is left out.</summary>
internal sealed record OrganizationListState(string? Words, OrganizationOrder Sort, bool Descending, int Page)
{
    public const string Path = "organizations";

    public static OrganizationListState Default { get; } = new(null, OrganizationOrder.Name, Descending: false, 1);

    public static OrganizationListState Of(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string sort = query.TryGetValue("sort", out var sorts) ? sorts.ToString() : "";
        bool known = Enum.TryParse(sort.TrimStart('-'), ignoreCase: true, out OrganizationOrder by) && Enum.IsDefined(by);
        return new OrganizationListState(
            query.TryGetValue("q", out var words) && !string.IsNullOrWhiteSpace(words) ? words.ToString() : null,
            known ? by : Default.Sort,
            known && sort.StartsWith('-'),
            query.TryGetValue("page", out var page) && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 100_000 ? number : 1);
    }

    /// <summary>The address, relative to the base.</summary>
    public string Address()
    {
        List<string> parts = [];
        if (Words is not null)
            parts.Add("q=" + Uri.EscapeDataString(Words));
        if ((Sort, Descending) != (Default.Sort, Default.Descending))
            parts.Add($"sort={(Descending ? "-" : "")}{Sort.ToString().ToLowerInvariant()}");
        if (Page > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return parts.Count > 0 ? $"{Path}?{string.Join('&', parts)}" : Path;
    }

    /// <summary>Ordered by a column: a first press shows the biggest number or the first letter, the next one turns it around.</summary>
    public OrganizationListState By(OrganizationOrder order) => this with
    {
        Sort = order,
        Descending = order == Sort ? !Descending : order is OrganizationOrder.People or OrganizationOrder.Plants or OrganizationOrder.Created,
        Page = 1,
    };
}
