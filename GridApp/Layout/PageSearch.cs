using System.Globalization;
using System.Security.Claims;
using GridApp.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Layout;

/// <summary>The pages themselves, for the search box: by name and by the question they answer.</summary>
internal sealed class PageSearch(IStringLocalizer<LayoutText> text, IAuthorizationService authorization) : ISearchSource
{
    public int Order => 0;

    public string Heading => text["Search_Pages"];

    public async ValueTask<IReadOnlyList<SearchResult>> FindAsync(string typed, int limit, ClaimsPrincipal person, CancellationToken ct)
    {
        List<SearchResult> found = [];
        foreach (var item in NavItem.All)
        {
            string title = text[item.TitleKey];
            string detail = text[item.TitleKey + "_Detail"];
            if (!Says(title, typed) && !Says(detail, typed))
                continue;
            if (item.Policy is not null && !(await authorization.AuthorizeAsync(person, item.Policy)).Succeeded)
                continue;
            found.Add(new SearchResult(title, detail, item.Icon, item.Href));
        }

        return [.. found.OrderByDescending(page => Says(page.Title, typed)).Take(limit)];
    }

    /// <summary>As a reader of this language types it: İ and i, ı and I are told apart in Turkish, accents do not matter.</summary>
    private static bool Says(string words, string typed) =>
        CultureInfo.CurrentUICulture.CompareInfo.IndexOf(words, typed, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}
