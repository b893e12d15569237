using GridApp.Domain.Prices;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Prices;

/// <summary>What the comparison shows, as its address says it.</summary>
public sealed record ComparePageState(IReadOnlyList<int> Nodes, string Kind, PriceComponent Component, PriceSpan Span, bool Tables)
{
    public const string Page = "prices/compare";

    /// <summary>Reads an address.</summary>
    /// <param name="query">With or without its question mark.</param>
    /// <param name="kinds">Kinds that the first node's market has prices of; the last is nearest to now.</param>
    /// <param name="last">The newest day that has prices.</param>
    public static ComparePageState Of(string query, IReadOnlyList<string> kinds, DateOnly last)
    {
        var asked = QueryHelpers.ParseQuery(query);
        var kind = PriceKinds.All.Append(PriceKinds.Dart).FirstOrDefault(kind => kind == asked.GetValueOrDefault("kind").ToString());
        var component = PriceComponents.TryParse(asked.GetValueOrDefault("component").ToString(), out var named) ? named : PriceComponent.Total;
        return new ComparePageState(
            PriceListState.BasketOf(asked.GetValueOrDefault("node")), kind ?? (kinds is [.., var nearest] ? nearest : PriceKinds.DayAhead), component, PriceSpan.Of(asked, last), asked.GetValueOrDefault("view") == "table");
    }

    /// <summary>The nodes of an address.</summary>
    public static IReadOnlyList<int> NodesOf(string query) => PriceListState.BasketOf(QueryHelpers.ParseQuery(query).GetValueOrDefault("node"));

    /// <summary>The address, relative to the base.</summary>
    public string Address() => $"{Page}?{NodeQuery()}&kind={Kind}{(Component == PriceComponent.Total ? "" : "&component=" + Component.Code())}&{Span.Address()}{(Tables ? "&view=table" : "")}";

    /// <summary>The nodes, as pages and the API take them.</summary>
    public string NodeQuery() => string.Join('&', Nodes.Select(id => FormattableString.Invariant($"node={id}")));
}
