using Bunit;
using GridApp.Features.Plants;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantSectionsTests : BunitContext
{
    [Fact]
    public void Sections_OfAPlace_StandInTheirOrder()
    {
        Services.AddSingleton(new PlantSection(typeof(Second), 20));
        Services.AddSingleton(new PlantSection(typeof(First), 10));
        Services.AddSingleton(new PlantSection(typeof(Narrow), 5, PlantPlace.Panel));
        Render<PlantSections>(parameters => parameters.Add(p => p.PlantId, 7)).MarkupMatches("first 7;second 7;");
        Render<PlantSections>(parameters => parameters.Add(p => p.PlantId, 8).Add(p => p.Place, PlantPlace.Panel)).MarkupMatches("narrow 8;");
    }

    [Fact]
    public void Sections_AnotherPlant_AreToldSo()
    {
        Services.AddSingleton(new PlantSection(typeof(First), 10));
        IRenderedComponent<PlantSections> sections = Render<PlantSections>(parameters => parameters.Add(p => p.PlantId, 7));
        sections.Render(parameters => parameters.Add(p => p.PlantId, 8));
        sections.MarkupMatches("first 8;");
    }

    [Fact]
    public void NoSections_ShowNothing() => Assert.Empty(Render<PlantSections>(parameters => parameters.Add(p => p.PlantId, 7)).Markup.Trim());

    private abstract class Saying(string word) : ComponentBase
    {
        [Parameter] public int PlantId { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, FormattableString.Invariant($"{word} {PlantId};"));
    }

    private sealed class First() : Saying("first");

    private sealed class Second() : Saying("second");

    private sealed class Narrow() : Saying("narrow");
}
