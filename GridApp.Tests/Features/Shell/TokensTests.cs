using System.Globalization;
using System.Text.RegularExpressions;

namespace GridApp.Tests.Features.Shell;

/// <summary>The contrast that css/tokens.css promises: 4.5:1 for words, 3:1 for marks, in both themes (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public sealed partial class TokensTests
{
    private static readonly string[] WordGrounds = ["bg", "surface", "surface-raised", "surface-sunken", "accent-tint", "row-hover", "map-land"];
    private static readonly string[] MarkGrounds = ["bg", "surface", "map-land", "map-sea"];

    public static TheoryData<string> Themes => ["light", "dark"];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Words_OnEveryGround_HaveFourAndAHalfToOne(string theme)
    {
        var tokens = Tokens(theme);
        string[] words = ["text", "muted", "link", "danger", "warning", "success"];
        var pairs = words.SelectMany(word => WordGrounds.Select(ground => (word, ground)))
            .Concat([("on-accent", "accent"), ("on-accent", "accent-strong"), ("danger", "danger-tint"), ("warning", "warning-tint"), ("success", "success-tint")]);

        Assert.Empty(pairs.Where(pair => Contrast(tokens[pair.Item1], tokens[pair.Item2]) < 4.5).Select(pair => $"{pair.Item1} on {pair.Item2}: {Contrast(tokens[pair.Item1], tokens[pair.Item2]):0.00}"));
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Marks_OnPanelsAndOnTheMap_HaveThreeToOne(string theme)
    {
        var tokens = Tokens(theme);
        var marks = tokens.Keys.Where(name => name.StartsWith("fuel-", StringComparison.Ordinal) || name.StartsWith("status-", StringComparison.Ordinal) || name.StartsWith("series-", StringComparison.Ordinal));
        var pairs = marks.SelectMany(mark => MarkGrounds.Select(ground => (mark, ground))).Concat([("border-control", "bg"), ("border-control", "surface")]);

        Assert.Empty(pairs.Where(pair => Contrast(tokens[pair.Item1], tokens[pair.Item2]) < 3).Select(pair => $"{pair.Item1} on {pair.Item2}: {Contrast(tokens[pair.Item1], tokens[pair.Item2]):0.00}"));
    }

    [Fact]
    public void Fuels_InEveryTheme_HaveAColourEach()
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            var tokens = Tokens(theme);
            Assert.All(Enum.GetValues<GridApp.Domain.Plants.Fuel>(), fuel => Assert.Contains("fuel-" + GridApp.Domain.Plants.FuelWords.Code(fuel), tokens.Keys));
        }
    }

    [Fact]
    public void StyleSheets_BesideTokens_HaveNoColourOfTheirOwn()
    {
        var sheets = SourceTree.Files("GridApp", "*.css").Where(file => !file.EndsWith("tokens.css", StringComparison.Ordinal));
        Assert.Empty(sheets.SelectMany(file => Colour().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));
    }

    private static Dictionary<string, string> Tokens(string theme)
    {
        var css = File.ReadAllText(SourceTree.Path("GridApp/wwwroot/css/tokens.css"));
        var cut = css.IndexOf(":root[data-theme=\"dark\"]", StringComparison.Ordinal);
        var tokens = Definition().Matches(css[..cut]).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
        if (theme == "dark")
        {
            foreach (var match in Definition().Matches(css[cut..]).Cast<Match>())
                tokens[match.Groups[1].Value] = match.Groups[2].Value;
        }

        return tokens;
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var share = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    [GeneratedRegex("--([a-z0-9-]+): (#[0-9a-f]{6});")]
    private static partial Regex Definition();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|\brgba?\(|\bhsla?\(|:\s*(white|black|red|green|blue|gray|grey)\b")]
    private static partial Regex Colour();
}
