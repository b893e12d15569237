using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GridApp.Tests.Architecture;

/// <summary>Every word that a person sees exists in English and in Turkish: resources are complete, keys exist, and markup has no words of its own.</summary>
public sealed partial class LocalizationTests
{
    /// <summary>What is the same in both languages: names, units and signs.</summary>
    private static readonly HashSet<string> SameInBoth = new(StringComparer.Ordinal) { "API", "GridApp", "MW", "GW", "UTC", "EIC", "CSV", "PNG", "GeoJSON", "YEKDEM", "RES", "WGS84", "%", "Min.", "Max.", "{0} km", "{0} kV +" };

    /// <summary>What markup may say by itself: names and signs that no language changes.</summary>
    private static readonly HashSet<string> SameEverywhere = new(StringComparer.Ordinal) { "GridApp", "UTC", "MW", "GW", "CSV", "Ctrl", "K", "Ctrl K", "⌘K", "EIC", "kV", "km", "km²" };

    public static TheoryData<string> Resources => [.. SourceTree.Files("GridApp", "*.resx").Where(file => !file.EndsWith(".tr.resx", StringComparison.Ordinal)).Select(Relative)];

    public static TheoryData<string> Components => [.. SourceTree.Files("GridApp", "*.razor").Where(file => !Path.GetFileName(file).StartsWith('_')).Select(Relative)];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Resource_InBothLanguages_HasTheSameKeysAndPlaceholders(string resource)
    {
        var english = Texts(resource);
        var turkish = Texts(resource.Replace(".resx", ".tr.resx", StringComparison.Ordinal));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), turkish.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(english.Concat(turkish), text => string.IsNullOrWhiteSpace(text.Value));
        Assert.DoesNotContain(english.Keys, key => !Placeholders(english[key]).SetEquals(Placeholders(turkish[key])));
        Assert.Empty(english.Keys.Where(key => english[key] == turkish[key] && HasWords(english[key]) && !SameInBoth.Contains(english[key])).Select(key => $"{key} is not translated: {english[key]}"));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Resource_Always_HasItsMarkerBesideIt(string resource)
    {
        var marker = SourceTree.Path(resource.Replace(".resx", ".cs", StringComparison.Ordinal));
        Assert.True(File.Exists(marker), $"{resource} needs its marker class {Path.GetFileNameWithoutExtension(resource)} beside it.");
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Resource_EveryKey_IsUsed(string resource)
    {
        var sources = SourceTree.Files("GridApp", "*.cs").Concat(SourceTree.Files("GridApp", "*.razor")).Select(File.ReadAllText).ToList();
        var written = sources.SelectMany(source => Part().Matches(source).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        // "Fuel_" + fuel, $"Tag_{kind}_Meaning", key + "_Detail": what is put together is used when its parts are.
        var beginnings = written.Where(part => part.EndsWith('_')).ToList();
        var ends = written.Where(part => part.StartsWith('_') && part.Length > 2).ToList();

        var unused = Texts(resource).Keys.Where(key =>
            !written.Contains(key) && !beginnings.Any(start => key.StartsWith(start, StringComparison.Ordinal))
            && !ends.Any(end => key.EndsWith(end, StringComparison.Ordinal) && written.Contains(key[..^end.Length])));

        Assert.Empty(unused);
    }

    [Fact]
    public void Keys_ThatAreAskedFor_ExistInTheirResource()
    {
        List<string> missing = [];
        foreach (var file in SourceTree.Files("GridApp", "*.razor").Concat(SourceTree.Files("GridApp", "*.cs")))
        {
            var source = File.ReadAllText(file);
            // A component's markup uses what its code beside it injects.
            var declared = source + (File.Exists(file + ".cs") ? File.ReadAllText(file + ".cs") : "");
            foreach (var localizer in Localizer().Matches(declared).DistinctBy(match => match.Groups[2].Value))
            {
                var resource = SourceTree.Files("GridApp", localizer.Groups[1].Value + ".resx").SingleOrDefault();
                if (resource is null)
                {
                    missing.Add($"{Relative(file)}: no {localizer.Groups[1].Value}.resx");
                    continue;
                }

                var keys = Texts(Relative(resource)).Keys;
                foreach (var asked in Asked(source, localizer.Groups[2].Value))
                {
                    var found = asked.EndsWith('_') ? keys.Any(key => key.StartsWith(asked, StringComparison.Ordinal)) : keys.Contains(asked);
                    if (!found)
                        missing.Add($"{Relative(file)}: {localizer.Groups[1].Value} has no {asked}");
                }
            }
        }

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Component_InItsMarkup_HasNoWordsOfItsOwn(string component)
    {
        var markup = RazorMarkup.Of(File.ReadAllText(SourceTree.Path(component)));
        Assert.DoesNotContain(markup.Words(), word => !SameEverywhere.Contains(word.Trim(' ', '·')));
    }

    /// <summary>What an indexer is asked for: literals in its first argument; a literal that is only a beginning ends in an underscore.</summary>
    private static IEnumerable<string> Asked(string source, string name)
    {
        foreach (var at in Regex.Matches(source, $@"(?<![\w.""]){Regex.Escape(name)}\[").Select(match => match.Index + match.Length))
        {
            var depth = 0;
            var end = at;
            var quoted = false;
            for (; end < source.Length; end++)
            {
                var c = source[end];
                if (c == '"')
                    quoted = !quoted;
                else if (!quoted && c is '(' or '[' or '{')
                    depth++;
                else if (!quoted && c is ')' or ']' or '}' && --depth < 0)
                    break;
                else if (!quoted && c == ',' && depth == 0)
                    break;
            }

            var argument = source[at..end];
            // What is added to a variable cannot be judged here.
            if (!argument.TrimStart().StartsWith('"') && !argument.TrimStart().StartsWith("$\"", StringComparison.Ordinal) && !argument.Contains('?', StringComparison.Ordinal))
                continue;
            // Only the branches of a choice are keys, not what it asks about.
            var keys = argument.Contains('?', StringComparison.Ordinal) ? argument[(argument.IndexOf('?', StringComparison.Ordinal) + 1)..] : argument;
            foreach (var literal in Literal().Matches(keys).Select(match => match.Groups[1].Value.Split('{')[0]).Where(literal => literal.Length > 0 && !literal.StartsWith('_')))
                yield return literal;
        }
    }

    private static bool HasWords(string text) => Word().IsMatch(PlaceholderSign().Replace(text, ""));

    private static HashSet<string> Placeholders(string text) => [.. PlaceholderSign().Matches(text).Select(match => match.Value)];

    private static Dictionary<string, string> Texts(string resource) =>
        XDocument.Load(SourceTree.Path(resource)).Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!, StringComparer.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(SourceTree.Path("."), file).Replace('\\', '/');

    [GeneratedRegex(@"IStringLocalizer<(\w+)>\s+(\w+)")]
    private static partial Regex Localizer();

    /// <summary>A literal or a part of one, beside quotes or braces; quotes inside a quoted attribute do not confuse it.</summary>
    [GeneratedRegex("(?<=[\"}])\\w+(?=[\"{])")]
    private static partial Regex Part();

    [GeneratedRegex("\"([^\"\\\\\n]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex PlaceholderSign();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
