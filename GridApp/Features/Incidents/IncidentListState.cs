using GridApp.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Incidents;

/// <summary>What the list of incidents shows; the page's address is its only home, so that reload, back and a shared link show the same.</summary>
/// <param name="Tab">Which part.</param>
/// <param name="Filter">Under which filters; its statuses are the tab's.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Zone">Name of the time zone whose days the period counts; null for that of the one market asked for, or UTC.</param>
internal sealed record IncidentListState(IncidentTab Tab, IncidentFilter Filter, IncidentSort Sort, string? Zone = null)
{
    public const string Page = "incidents";

    private const string TabName = "tab";

    private const string SortName = "sort";

    private const string ZoneName = "zone";

    private static readonly IncidentTab[] Tabs = Enum.GetValues<IncidentTab>();

    public static IncidentListState Default { get; } = new(IncidentTab.Active, IncidentFilter.All, IncidentTab.Active.FirstSort());

    /// <summary>Something is left out.</summary>
    public bool IsFiltered => IncidentQueryString.Of(Bare).Length > 0;

    /// <summary>What the tab asks the database for.</summary>
    public IncidentFilter Asked => Filter with { Statuses = Tab.Statuses() };

    /// <summary>The clock whose days the period counts.</summary>
    public IncidentClock Clock => Zone is not null && IncidentClock.OfZone(Zone) is { } chosen ? chosen : IncidentClock.Of(Filter.Markets is [var only] ? only : null);

    private IncidentFilter Bare => Filter with { Statuses = [] };

    /// <summary>Reads an address. What it cannot mean is a failure; the page says so and shows everything.</summary>
    public static Outcome<IncidentListState> Of(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        Outcome<IncidentFilter> filter = IncidentQueryString.Parse(query);
        if (filter.Failure is { } failure)
            return failure;
        IncidentTab tab = IncidentTab.Active;
        if (query.TryGetValue(TabName, out var named))
        {
            int at = Array.FindIndex(Tabs, one => one.Code() == named);
            if (at < 0)
                return new Invalid(TabName, "There is no such part of the list.");
            tab = Tabs[at];
        }

        string? zone = query.TryGetValue(ZoneName, out var place) ? place.ToString() : null;
        if (zone is not null && IncidentClock.OfZone(zone) is null)
            return new Invalid(ZoneName, "There is no such time zone.");

        var state = new IncidentListState(tab, filter.Value with { Statuses = [] }, tab.FirstSort(), zone);
        if (!query.TryGetValue(SortName, out var sort))
            return state;
        string text = sort.ToString();
        return Enum.TryParse(text.TrimStart('-'), ignoreCase: true, out IncidentOrder by) && Enum.IsDefined(by)
            ? state with { Sort = new IncidentSort(by, text.StartsWith('-')) }
            : new Invalid(SortName, "There is no such column.");
    }

    /// <summary>The address, relative to the base.</summary>
    public string Address()
    {
        List<string> parts = [];
        if (Tab != Default.Tab)
            parts.Add($"{TabName}={Tab.Code()}");
        if (IncidentQueryString.Of(Bare) is { Length: > 0 } filter)
            parts.Add(filter);
        if (Zone is not null)
            parts.Add($"{ZoneName}={Uri.EscapeDataString(Zone)}");
        if (Sort != Tab.FirstSort())
            parts.Add($"{SortName}={(Sort.Descending ? "-" : "")}{Sort.By.ToString().ToLowerInvariant()}");
        return parts.Count > 0 ? $"{Page}?{string.Join('&', parts)}" : Page;
    }

    /// <summary>The same incidents as a file.</summary>
    public string CsvAddress() => $"api/v1/incidents?format=csv&{IncidentQueryString.Of(Asked)}";

    /// <summary>Other filters. Where they change whose days are counted, the days that were chosen stay the same.</summary>
    public IncidentListState With(IncidentFilter filter) => Moved(this with { Filter = filter });

    /// <summary>The same days of another clock.</summary>
    /// <param name="zone">Its time zone's name; null for the market's own.</param>
    public IncidentListState In(string? zone) => Moved(this with { Zone = zone });

    /// <summary>Another part under the same filters, in its own first order.</summary>
    public IncidentListState To(IncidentTab tab) => this with { Tab = tab, Sort = tab.FirstSort() };

    /// <summary>Ordered by a column: a first press shows the biggest number or the first letter, the next one turns it around.</summary>
    public IncidentListState By(IncidentOrder order) => this with
    {
        Sort = new IncidentSort(order, order == Sort.By ? !Sort.Descending : order is IncidentOrder.AffectedMw or IncidentOrder.Capacity),
    };

    private IncidentListState Moved(IncidentListState next) =>
        next.Clock.Zone.Id == Clock.Zone.Id ? next : next with { Filter = PeriodDays.Move(next.Filter, Clock.Zone, next.Clock.Zone) };
}
