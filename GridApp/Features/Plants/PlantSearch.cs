using System.Security.Claims;
using GridApp.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Plants;

/// <summary>Plants in the search box of the top bar: names that begin with what was typed first, then the biggest.</summary>
internal sealed class PlantSearch(PlantCatalogue catalogue, IStringLocalizer<PlantsText> text, IStringLocalizer<ComponentsText> words) : ISearchSource
{
    public int Order => 10;

    public string Heading => text["List_Title"];

    public async ValueTask<IReadOnlyList<SearchResult>> FindAsync(string text, int limit, ClaimsPrincipal person, CancellationToken ct)
    {
        PlantSnapshot snapshot = await catalogue.CurrentAsync(ct);
        string folded = SearchText.Fold(text);
        return
        [
            .. snapshot.Find(new PlantFilter { Name = text }).Indexes.ToArray()
                .OrderBy(index => !snapshot.SearchNameAt(index).StartsWith(folded, StringComparison.Ordinal))
                .Take(limit)
                .Select(index => Result(snapshot[index])),
        ];
    }

    private SearchResult Result(CataloguePlant plant)
    {
        IEnumerable<string?> detail = [words.NameOf(plant.Fuel), Display.Megawatts(plant.CapacityMw) + " MW", plant.Market ?? CountryName.Of(plant.Country)];
        return new SearchResult(plant.Name, string.Join(" · ", detail.OfType<string>()), IconName.Plants, FormattableString.Invariant($"plants/{plant.Id}"), plant.Fuel);
    }
}
