using GridApp.Domain.Prices;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Prices;

/// <summary>What the page of a node shows, as its address says it.</summary>
/// <param name="Kind">The kind of price whose components are shown.</param>
/// <param name="Tables">Every chart as its table.</param>
public sealed record NodePageState(string Kind, PriceSpan Span, bool Tables)
{
    /// <summary>Reads an address.</summary>
    /// <param name="query">With or without its question mark.</param>
    /// <param name="kinds">Kinds that the node's market has prices of; the last is nearest to now.</param>
    /// <param name="last">The newest day that has prices.</param>
    public static NodePageState Of(string query, IReadOnlyList<string> kinds, DateOnly last)
    {
        var asked = QueryHelpers.ParseQuery(query);
        var kind = PriceKinds.All.FirstOrDefault(kind => kind == asked.GetValueOrDefault("kind").ToString());
        return new NodePageState(kind ?? (kinds is [.., var nearest] ? nearest : PriceKinds.DayAhead), PriceSpan.Of(asked, last), asked.GetValueOrDefault("view") == "table");
    }

    /// <summary>The address, relative to the base.</summary>
    public string Address(int node) => FormattableString.Invariant($"prices/nodes/{node}?kind={Kind}&") + Span.Address() + (Tables ? "&view=table" : "");
}
