using Bunit;
using GridApp.Components;
using GridApp.Domain.Plants;
using Microsoft.AspNetCore.Components;

namespace GridApp.Tests.Features.Shell;

public sealed class MarksTests : ShellContext
{
    public static TheoryData<Fuel> Fuels => [.. Enum.GetValues<Fuel>()];

    public static TheoryData<IconName> Icons => [.. Enum.GetValues<IconName>()];

    [Theory]
    [MemberData(nameof(Fuels))]
    public void FuelIcon_OfEveryFuel_HasItsDrawingColourAndWord(Fuel fuel)
    {
        var icon = Render<FuelIcon>(p => p.Add(i => i.Fuel, fuel).Add(i => i.ShowName, true));

        Assert.Equal("fuel-" + fuel.Code(), icon.Find("svg").ClassName);
        Assert.NotEmpty(icon.Find("path").GetAttribute("d")!);
        var word = icon.Find(".fuel-name").TextContent;
        Assert.DoesNotContain("Fuel_", word, StringComparison.Ordinal);
    }

    [Fact]
    public void FuelIcon_WithoutName_TellsItToScreenReaders()
    {
        var icon = Render<FuelIcon>(p => p.Add(i => i.Fuel, Fuel.Wind));

        Assert.Equal("Wind", icon.Find(".visually-hidden").TextContent);
        Assert.Equal("true", icon.Find("svg").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void FuelIcon_InTurkish_SaysItInTurkish()
    {
        using var _ = new CultureScope("tr");
        Assert.Equal("Güneş", Render<FuelIcon>(p => p.Add(i => i.Fuel, Fuel.Solar).Add(i => i.ShowName, true)).Find(".fuel-name").TextContent);
    }

    [Fact]
    public void StatusMark_EveryState_HasAShapeOfItsOwn()
    {
        var shapes = Enum.GetValues<PlantStatus>().Select(status => (PlantStatus?)status).Append(null)
            .Select(status => Render<StatusMark>(p => p.Add(m => m.Status, status)))
            .Select(mark => (Shape: mark.Find("path").GetAttribute("d"), Word: mark.Find("span > span").TextContent))
            .ToList();

        Assert.Equal(5, shapes.Select(mark => mark.Shape).Distinct().Count());
        Assert.Equal(["Available", "Derated", "Forced outage", "Planned maintenance", "Status unknown"], shapes.Select(mark => mark.Word));
    }

    [Theory]
    [MemberData(nameof(Icons))]
    public void Icon_OfEveryName_IsDrawnAndHiddenFromScreenReaders(IconName name)
    {
        var icon = Render<Icon>(p => p.Add(i => i.Name, name));

        Assert.StartsWith("M", icon.Find("path").GetAttribute("d"), StringComparison.Ordinal);
        Assert.Equal("true", icon.Find("svg").GetAttribute("aria-hidden"));
    }

    [Theory]
    [InlineData(TagKind.Simulated, "simulated")]
    [InlineData(TagKind.Approximate, "approximate")]
    [InlineData(TagKind.Estimated, "estimated")]
    [InlineData(TagKind.Stale, "stale")]
    public void Tag_OfEveryKind_SaysWhatItMeans(TagKind kind, string word)
    {
        var tag = Render<Tag>(p => p.Add(t => t.Kind, kind)).Find(".tag");

        Assert.Equal(word, tag.TextContent);
        Assert.DoesNotContain("_Meaning", tag.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Figure_WithUnitAndContext_KeepsThemApart()
    {
        var figure = Render<Figure>(p => p.Add(f => f.Name, "Capacity").Add(f => f.Number, "5,812").Add(f => f.Unit, "MW").Add(f => f.Context, "of 6,000").Add(f => f.Tag, TagKind.Estimated));

        Assert.Equal("5,812 MW", figure.Find(".value").TextContent);
        Assert.Equal(" MW", figure.Find(".unit").TextContent);
        Assert.Equal("of 6,000", figure.Find("div.context").TextContent);
        Assert.Equal("estimated", figure.Find(".tag").TextContent);
    }

    [Fact]
    public void Panel_Foldable_IsNativeDetailsAndOpen()
    {
        var panel = Render<Panel>(p => p.Add(x => x.Title, "Layers").Add(x => x.Foldable, true).AddChildContent("body"));

        Assert.True(panel.Find("details").HasAttribute("open"));
        Assert.Equal("Layers", panel.Find("summary h2").TextContent);
        Assert.Equal("Layers", panel.Find("section").GetAttribute("aria-label"));
    }

    [Fact]
    public void EmptyState_Always_OffersTheActionItIsGiven()
    {
        var state = Render<EmptyState>(p => p.Add(x => x.Title, "No plant matches").AddChildContent("<a class=\"button\">Clear</a>"));

        Assert.Equal("No plant matches", state.Find(".empty-title").TextContent);
        Assert.Equal("Clear", state.Find("a.button").TextContent);
    }

    [Fact]
    public void ErrorState_WithRetry_CallsIt()
    {
        var tried = 0;
        var state = Render<ErrorState>(p => p.Add(x => x.OnRetry, EventCallback.Factory.Create(this, () => tried++)));

        state.Find("button").Click();

        Assert.Equal(1, tried);
        Assert.Equal("alert", state.Find("div").GetAttribute("role"));
    }

    [Fact]
    public void Skeleton_WithRows_TakesTheirPlace()
    {
        var skeleton = Render<Skeleton>(p => p.Add(x => x.Rows, 3));

        Assert.Equal(3, skeleton.FindAll(".skeleton-row").Count);
        Assert.Equal("status", skeleton.Find("div").GetAttribute("role"));
    }
}
