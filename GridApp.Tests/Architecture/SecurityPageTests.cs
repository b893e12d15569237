using System.Reflection;
using System.Text.RegularExpressions;

namespace GridApp.Tests.Architecture;

/// <summary>docs/security.md promises nothing that no test holds.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void EveryNameOnThePage_IsATest()
    {
        var tests = typeof(SecurityPageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => (type.Name, Method: method.Name)))
            .ToLookup(test => test.Name, test => test.Method, StringComparer.Ordinal);
        var named = Name().Matches(File.ReadAllText(SourceTree.Path("docs/security.md"))).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).ToList();

        Assert.True(named.Count > 30);
        Assert.DoesNotContain(named, name => name.Method.Length == 0 ? !tests.Contains(name.Class) : !tests[name.Class].Contains(name.Method));
    }

    [GeneratedRegex(@"`(?:\w+\.)*?(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex Name();
}
