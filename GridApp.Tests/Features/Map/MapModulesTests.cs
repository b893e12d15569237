using System.Text.RegularExpressions;
using GridApp.Features.Map;

namespace GridApp.Tests.Features.Map;

public sealed partial class MapModulesTests
{
    [Fact]
    public void All_IsWhatTheMapsScriptImports()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Follow("map.js");

        Assert.Equal(found, MapModules.All.Order(StringComparer.Ordinal));

        void Follow(string module)
        {
            if (!found.Add(module))
                return;
            foreach (Match import in Import().Matches(File.ReadAllText(SourceTree.Path("GridApp/Features/Map/" + module))))
                Follow(import.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"^import [^;]*? from '\./([\w-]+\.js)';", RegexOptions.Multiline)]
    private static partial Regex Import();
}
