using GridApp.Features.Map;

namespace GridApp.Tests.Features.Map;

public sealed class MapModulesTests
{
    [Fact]
    public void All_IsWhatTheMapsScriptImports() => Assert.Equal(Imported("Map/map.js"), MapModules.All.Order(StringComparer.Ordinal));

    [Fact]
    public void Parts_AreNamedWithAllThatTheyImportBesides()
    {
        Assert.Equal(Imported("Map/prices-part.js").Except(MapModules.All), MapModules.Prices.Order(StringComparer.Ordinal));
        Assert.Equal(Imported("Map/grid-part.js").Except(MapModules.All), MapModules.Grid.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void For_ShownLayers_NamesEachModuleOnce()
    {
        Assert.Equal(MapModules.All, MapModules.For(MapState.Default));
        var modules = MapModules.For(MapState.Parse("prices=surface&lines=1")).ToList();
        Assert.Equal(modules.Distinct(), modules);
        Assert.Contains("Map/prices-part.js", modules);
        Assert.Contains("Map/grid-part.js", modules);
    }

    private static SortedSet<string> Imported(string first) => ScriptImports.Of("GridApp/Features", first);
}
