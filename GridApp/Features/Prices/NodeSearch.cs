using System.Security.Claims;
using GridApp.Components;
using GridApp.Features.Plants;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Prices;

/// <summary>Nodes in the search box of the top bar: codes that begin with what was typed first, then by code.</summary>
internal sealed class NodeSearch(NodeCatalogue catalogue, IStringLocalizer<PricesText> text) : ISearchSource
{
    public int Order => 30;

    public string Heading => text["Search_Heading"];

    public async ValueTask<IReadOnlyList<SearchResult>> FindAsync(string text, int limit, ClaimsPrincipal person, CancellationToken ct)
    {
        var nodes = await catalogue.CurrentAsync(ct);
        var folded = SearchText.Fold(text);
        return
        [
            .. nodes.Find(new NodeFilter { Text = text })
                .OrderBy(place => !nodes.EntryAt(place).SearchText.StartsWith(folded, StringComparison.Ordinal)).ThenBy(place => nodes[place].Code, StringComparer.Ordinal)
                .Take(limit)
                .Select(place => Result(nodes[place])),
        ];
    }

    private static SearchResult Result(CatalogueNode node) =>
        new(node.Code, string.Join(" · ", ((string?[])[node.Name == node.Code ? null : node.Name, node.Type, node.Market]).OfType<string>()), IconName.Price, FormattableString.Invariant($"prices/nodes/{node.Id}"));
}
