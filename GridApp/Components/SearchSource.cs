using System.Security.Claims;
using GridApp.Domain.Plants;

namespace GridApp.Components;

/// <summary>One line below the search box of the top bar.</summary>
/// <param name="Title">What a person looks for: a plant's name, a page's title. Plain text.</param>
/// <param name="Detail">One short line that tells equals apart: "gas · 640 MW · ERCOT". Plain text.</param>
/// <param name="Icon">The icon before it, unless <paramref name="Fuel"/> gives one.</param>
/// <param name="Href">Where it goes, relative to the base address, without a leading slash.</param>
/// <param name="Fuel">The fuel, where the result is a plant.</param>
public sealed record SearchResult(string Title, string Detail, IconName Icon, string Href, Fuel? Fuel = null);

/// <summary>Something the search box of the top bar looks into. A feature registers its own with <c>services.AddScoped&lt;ISearchSource, ...&gt;()</c>.</summary>
public interface ISearchSource
{
    /// <summary>Where this source's results stand among the others': small first (pages 0, plants 10).</summary>
    int Order { get; }

    /// <summary>The heading above the results, localized.</summary>
    string Heading { get; }

    /// <summary>The best <paramref name="limit"/> results for what was typed (trimmed, never empty), best first; nothing found is an empty list.</summary>
    ValueTask<IReadOnlyList<SearchResult>> FindAsync(string text, int limit, ClaimsPrincipal person, CancellationToken ct);
}
