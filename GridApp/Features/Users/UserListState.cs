using System.Globalization;
using GridApp.Domain.Organizations;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Users;

/// <summary>What the list shows; the page's address is its only home. What an address cannot mean is left out.</summary>
internal sealed record UserListState(UserFilter Filter, UserOrder Sort, bool Descending, int Page)
{
    public const string Path = "users";

    public static UserListState Default { get; } = new(UserFilter.All, UserOrder.Name, Descending: false, 1);

    /// <summary>Somebody is left out.</summary>
    public bool IsFiltered => Filter != UserFilter.All;

    public static UserListState Of(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string sort = Text("sort") ?? "";
        bool known = Enum.TryParse(sort.TrimStart('-'), ignoreCase: true, out UserOrder by) && Enum.IsDefined(by);
        var filter = new UserFilter(
            Text("q"),
            Text("role") is { } role && Roles.All.Contains(role) ? role : null,
            Number("organizationId"),
            Text("state") switch { "disabled" => true, "open" => false, _ => null });
        return new UserListState(filter, known ? by : Default.Sort, known && sort.StartsWith('-'), Number("page") is { } page and >= 1 and <= 100_000 ? page : 1);

        string? Text(string name) => query.TryGetValue(name, out var values) && !string.IsNullOrWhiteSpace(values) ? values.ToString() : null;
        int? Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    /// <summary>The address, relative to the base.</summary>
    public string Address()
    {
        List<string> parts = [];
        if (Filter.Words is { } words)
            parts.Add("q=" + Uri.EscapeDataString(words));
        if (Filter.Role is { } role)
            parts.Add("role=" + role);
        if (Filter.OrganizationId is { } organization)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"organizationId={organization}"));
        if (Filter.Disabled is { } disabled)
            parts.Add("state=" + (disabled ? "disabled" : "open"));
        if ((Sort, Descending) != (Default.Sort, Default.Descending))
            parts.Add($"sort={(Descending ? "-" : "")}{Sort.ToString().ToLowerInvariant()}");
        if (Page > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return parts.Count > 0 ? $"{Path}?{string.Join('&', parts)}" : Path;
    }

    /// <summary>Under another filter, from its first page on.</summary>
    public UserListState With(UserFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Ordered by a column; pressed again, the other way around. Logins begin with the newest.</summary>
    public UserListState By(UserOrder order) => this with { Sort = order, Descending = order == Sort ? !Descending : order == UserOrder.LastLogin, Page = 1 };
}
