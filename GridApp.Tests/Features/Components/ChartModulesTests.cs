using GridApp.Components.Charts;

namespace GridApp.Tests.Features.Components;

public sealed class ChartModulesTests
{
    [Fact]
    public void All_IsWhatTheBoardsScriptImports() => Assert.Equal(ScriptImports.Of("GridApp/Components/Charts", "board.js"), ChartModules.All.Order(StringComparer.Ordinal));
}
