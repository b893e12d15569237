using System.Security.Claims;
using Bunit;
using GridApp.Components;
using GridApp.Domain.Plants;
using GridApp.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Shell;

public sealed class SearchBoxTests : ShellContext
{
    private readonly FewPlants plants = new();

    public SearchBoxTests()
    {
        LogIn();
        Services.AddSingleton<ISearchSource>(plants);
    }

    [Fact]
    public async Task Type_PartOfAName_ListsPagesThenPlants()
    {
        var box = Render<SearchBox>();

        await TypeAsync(box, "pl");

        Assert.Equal(["Pages", "Some plants"], box.FindAll(".heading").Select(heading => heading.TextContent));
        Assert.Equal("true", box.Find("#search").GetAttribute("aria-expanded"));
        Assert.Equal("search-option-0", box.Find("#search").GetAttribute("aria-activedescendant"));
    }

    [Fact]
    public async Task Arrows_ThenEnter_OpenTheChosenOne()
    {
        var box = Render<SearchBox>();
        await TypeAsync(box, "atat");

        await box.Find("#search").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal("search-option-1", box.Find("[aria-selected=true]").Id);
        await box.Find("#search").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith("plants/2", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("false", box.Find("#search").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task ArrowUp_OnTheFirst_GoesToTheLast()
    {
        var box = Render<SearchBox>();
        await TypeAsync(box, "atat");

        await box.Find("#search").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp" });

        Assert.Equal("search-option-1", box.Find("[aria-selected=true]").Id);
    }

    [Fact]
    public async Task Escape_WithResults_ClosesThem()
    {
        var box = Render<SearchBox>();
        await TypeAsync(box, "atat");

        await box.Find("#search").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });

        Assert.True(box.Find("#search-results").HasAttribute("hidden"));
    }

    [Fact]
    public async Task Type_NothingIsCalledThat_SaysSo()
    {
        var box = Render<SearchBox>();

        await TypeAsync(box, "<script>%'");

        Assert.Equal("Nothing is called “<script>%'”.", box.Find(".nothing").TextContent);
    }

    [Fact]
    public async Task Type_OnlySpaces_AsksNobody()
    {
        var box = Render<SearchBox>();
        await TypeAsync(box, "   ");

        Assert.Equal(0, plants.Asked);
        Assert.Equal("false", box.Find("#search").GetAttribute("aria-expanded"));
    }

    /// <summary>Done when the search is, and shown. An event that nobody waits for may still be in the queue when the next line looks.</summary>
    private static Task TypeAsync(IRenderedComponent<SearchBox> box, string text) => box.Find("#search").InputAsync(new ChangeEventArgs { Value = text });

    private sealed class FewPlants : ISearchSource
    {
        public int Asked { get; private set; }

        public int Order => 10;

        public string Heading => "Some plants";

        public ValueTask<IReadOnlyList<SearchResult>> FindAsync(string text, int limit, ClaimsPrincipal person, CancellationToken ct)
        {
            Asked++;
            IReadOnlyList<SearchResult> all =
            [
                new("Atatürk", "hydro · 2,405 MW · EPIAS", IconName.Plants, "plants/1", Fuel.Hydro),
                new("Ataturk solar place", "solar · 5 MW · EPIAS", IconName.Plants, "plants/2", Fuel.Solar),
            ];
            return ValueTask.FromResult<IReadOnlyList<SearchResult>>(text.StartsWith('<') ? [] : all);
        }
    }
}
