using System.Text.RegularExpressions;
using GridApp.Components.Charts;

namespace GridApp.Tests.Features.Components;

public sealed partial class ChartModulesTests
{
    [Fact]
    public void All_IsWhatTheBoardsScriptImports()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Follow("board.js");

        Assert.Equal(found, ChartModules.All.Order(StringComparer.Ordinal));

        void Follow(string module)
        {
            if (!found.Add(module))
                return;
            foreach (Match import in Import().Matches(File.ReadAllText(SourceTree.Path("GridApp/Components/Charts/" + module))))
                Follow(import.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"^import [^;]*? from '\./([\w-]+\.js)';", RegexOptions.Multiline)]
    private static partial Regex Import();
}
