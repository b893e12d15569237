using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Features.Plants;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Geography;

/// <summary>Reads the parameters of a query string, and gathers what is wrong with them.</summary>
internal sealed class GeographyQuery(IQueryCollection query)
{
    /// <summary>In a filter's markets: what has none.</summary>
    public const string NoMarket = "none";

    private const int LongestText = 200;

    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
    private Unreadable? unreadable;

    /// <summary>What stands in the way, or null.</summary>
    public Failure? Failure => unreadable is not null ? unreadable : errors.Count > 0 ? new Invalid(errors) : null;

    /// <summary>A parameter that is none of these cannot be read.</summary>
    public void Knows(params ReadOnlySpan<string> names)
    {
        foreach (string name in query.Keys)
        {
            if (!names.Contains(name))
                unreadable ??= new Unreadable($"There is no parameter '{name}' here; known are {string.Join(", ", names.ToArray())}.");
        }
    }

    public IReadOnlyList<string> Markets() => Codes("market", word => word == NoMarket ? word : MarketCatalogue.Find(word)?.Code, "a market code such as ERCOT or DE_LU, or none");

    public IReadOnlyList<string> Codes(string name, Func<string, string?> read, string known)
    {
        var codes = new List<string>();
        foreach (string? word in query[name])
        {
            if (read(word ?? "") is not { } code)
                errors[name] = [$"'{word}' is not known; it is {known}."];
            else if (!codes.Contains(code))
                codes.Add(code);
        }

        return codes;
    }

    public BoundingBox? Box()
    {
        if (Once("bbox") is not { } text)
            return null;
        Outcome<BoundingBox> box = BoundingBox.Parse(text);
        switch (box.Failure)
        {
            case Invalid invalid:
                foreach ((string field, string[] sentences) in invalid.Errors)
                    errors[field] = sentences;
                return null;
            case { } failure:
                unreadable ??= new Unreadable(failure.Sentence);
                return null;
            default:
                return box.Value;
        }
    }

    public bool? Flag(string name)
    {
        if (Once(name) is not { } text)
            return null;
        if (text is not ("true" or "false"))
            unreadable ??= new Unreadable($"'{name}' is true or false.");
        return text == "true";
    }

    public string? Text(string name)
    {
        if (Once(name) is not { Length: > 0 } text)
            return null;
        if (text.Length > LongestText)
            errors[name] = [$"A text to search for has at most {LongestText} characters."];
        return text;
    }

    public double? Number(string name, double least, double most, string unit)
    {
        if (Once(name) is not { } text)
            return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
            unreadable ??= new Unreadable($"'{name}' is a number{unit}.");
        else if (number < least || number > most)
            errors[name] = [string.Create(CultureInfo.InvariantCulture, $"This lies between {least} and {most}{unit}.")];
        return number;
    }

    public int? Whole(string name, int least, int most)
    {
        if (Once(name) is not { } text)
            return null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            unreadable ??= new Unreadable($"'{name}' is a whole number.");
        else if (number < least || number > most)
            errors[name] = [string.Create(CultureInfo.InvariantCulture, $"This lies between {least} and {most}.")];
        return (int)Math.Clamp(number, least, most);
    }

    public DateTimeOffset? Moment(string name)
    {
        if (Once(name) is not { } text)
            return null;
        if (MomentText.TryParse(text, out DateTimeOffset moment))
            return moment;
        unreadable ??= new Unreadable($"'{name}' is an ISO 8601 time with its zone, such as 2026-01-15T18:00:00Z.");
        return null;
    }

    /// <summary>Whether CSV is wanted: <c>format</c> says so, or else <c>Accept</c>.</summary>
    public bool IsCsv(StringValues accept)
    {
        if (Once("format") is { } format)
        {
            if (format is not ("geojson" or "csv"))
                errors["format"] = ["The format is geojson or csv; without it the Accept header decides."];
            return format == "csv";
        }

        return AcceptsCsvFirst(accept);
    }

    private string? Once(string name)
    {
        if (!query.TryGetValue(name, out StringValues values))
            return null;
        if (values.Count > 1)
            unreadable ??= new Unreadable($"'{name}' may be given once.");
        return values[0]?.Trim() ?? "";
    }

    private static bool AcceptsCsvFirst(StringValues accept)
    {
        if (!Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var types))
            return false;
        foreach (var type in types.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            switch (type.MediaType.Value?.ToLowerInvariant())
            {
                case "text/csv": return true;
                case FeatureJson.ContentType or "application/json" or "application/*" or "*/*": return false;
                default: continue;
            }
        }

        return false;
    }
}
