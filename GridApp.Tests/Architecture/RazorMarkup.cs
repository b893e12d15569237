using System.Text;
using System.Text.RegularExpressions;

namespace GridApp.Tests.Architecture;

/// <summary>The words that a Razor file writes by itself. A heuristic, not a parser: code, expressions and tags are cut away, and what still has letters is words.</summary>
internal sealed partial class RazorMarkup
{
    private static readonly string[] SpokenAttributes = ["aria-label", "title", "placeholder", "alt", "label", "aria-description", "aria-roledescription", "Title", "Detail", "Name", "Context", "Unit", "Label"];

    private readonly string markup;

    private RazorMarkup(string markup) => this.markup = markup;

    public static RazorMarkup Of(string source)
    {
        var text = Comment().Replace(source, "");
        var code = CodeBlock().Match(text);
        if (code.Success)
            text = text[..code.Index];
        return new RazorMarkup(Directive().Replace(text, ""));
    }

    /// <summary>Text between tags, and the values of attributes that are read aloud or shown.</summary>
    public IEnumerable<string> Words()
    {
        foreach (Match tag in Tag().Matches(WithoutExpressions(markup)))
        {
            foreach (Match attribute in Attribute().Matches(tag.Value))
            {
                var value = attribute.Groups[2].Value.Trim();
                var isComponent = char.IsAsciiLetterUpper(tag.Value[1]);
                // A component's parameters may be typed: Name="IconName.Map" is code.
                if (SpokenAttributes.Contains(attribute.Groups[1].Value) && Letters().IsMatch(value) && !(isComponent && Code().IsMatch(value)))
                    yield return value;
            }
        }

        foreach (var line in Tag().Replace(WithoutExpressions(markup), "\n").Split('\n').Select(line => line.Trim()))
        {
            if (Letters().IsMatch(line) && !Statement().IsMatch(line))
                yield return line;
        }
    }

    /// <summary>Cuts @name, @name.Member(...)["..."], @(...), and the heads of @if, @foreach, @switch and their like.</summary>
    private static string WithoutExpressions(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '@')
            {
                kept.Append(text[at]);
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == '@')
            {
                at++;
                continue;
            }

            // An attribute such as @onclick keeps its name out of the way, too; its value is code.
            at = End(text, at + 1) - 1;
        }

        return kept.ToString();
    }

    private static int End(string text, int at)
    {
        var keyword = Keyword().Match(text, at);
        if (keyword.Success && keyword.Index == at)
        {
            at += keyword.Length;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            return at < text.Length && text[at] == '(' ? Closing(text, at) : at;
        }

        while (at < text.Length)
        {
            if (text[at] is '(' or '[')
                at = Closing(text, at);
            else if (char.IsLetterOrDigit(text[at]) || text[at] is '_' || (text[at] is '.' or '?' or '!' && at + 1 < text.Length && (char.IsLetter(text[at + 1]) || text[at + 1] is '.' or '[')))
                at++;
            else if (text[at] == ':' && at + 1 < text.Length && char.IsLetter(text[at + 1]))
                at++;
            else if (text[at] == '=' && at + 1 < text.Length && text[at + 1] == '"')
                return text.IndexOf('"', at + 2) is var quote and >= 0 ? quote + 1 : text.Length;
            else
                break;
        }

        return at;
    }

    private static int Closing(string text, int at)
    {
        var depth = 0;
        var quoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
                quoted = !quoted;
            else if (!quoted && text[at] is '(' or '[')
                depth++;
            else if (!quoted && text[at] is ')' or ']' && --depth == 0)
                return at + 1;
        }

        return text.Length;
    }

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^@(page|attribute|using|inject|implements|inherits|layout|namespace|typeparam|rendermode|preservewhitespace)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"<[/!]?[A-Za-z](?:[^<>""]|""[^""]*"")*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<=\s)([A-Za-z-]+)=""([^""]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\p{L}{2,}|\p{L}\p{L}*\s+\p{L}+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"^[\w.]+(\(.*\))?$|^(true|false|null)$")]
    private static partial Regex Code();

    [GeneratedRegex(@"\G(if|else if|foreach|for|while|switch|lock|using|do|try|catch|finally)\b")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"^[{}]|^(else|case|default|break|continue|return|var|if|foreach|for|while|switch|do|try|catch|finally)\b|[;{}]$|=>")]
    private static partial Regex Statement();
}
