using GridApp.Features.Replay;

namespace GridApp.Tests.Features.Replay;

public sealed class ReplayModulesTests
{
    [Fact]
    public void All_IsWhatTheReplaysScriptImports() => Assert.Equal(
        ScriptImports.Of("GridApp", "Features/Replay/replay-boot.js").Select(module => char.ToLowerInvariant(module[0]) + module[1..]).Order(StringComparer.Ordinal),
        ReplayModules.All.Order(StringComparer.Ordinal));
}
