using System.Globalization;
using GridApp.Domain;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using GridApp.Features.Plants;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Prices;

/// <summary>The parameters of a request for prices. Each is read by its name; what is wrong is collected, and asked for at the end.</summary>
internal sealed class PriceParameters
{
    /// <summary>Longest span, days.</summary>
    public const int LongestDays = 20 * 366;

    private const string TimeForm = "is an ISO 8601 time with its zone, such as 2026-01-15T18:00:00Z.";

    private readonly HttpRequest request;
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
    private Unreadable? unreadable;

    /// <param name="request">The request.</param>
    /// <param name="known">Every parameter that its path has; another one is a mistake.</param>
    public PriceParameters(HttpRequest request, params string[] known)
    {
        this.request = request;
        if (request.Query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.Ordinal)) is { } unknown)
        {
            unreadable = new Unreadable(known.Length == 0
                ? $"This path takes no query parameters; '{unknown}' is not known."
                : $"There is no parameter '{unknown}' here; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>What is wrong with them, or null.</summary>
    public Failure? Failure => unreadable ?? (errors.Count > 0 ? new Invalid(errors) : (Failure?)null);

    /// <summary>A kind of price; day-ahead without one.</summary>
    /// <param name="dart">Whether day-ahead less real-time can be asked for.</param>
    public string Kind(bool dart = false)
    {
        if (One("kind") is not { } kind)
            return PriceKinds.DayAhead;
        if (!PriceKinds.All.Contains(kind) && !(dart && kind == PriceKinds.Dart))
            Invalid("kind", $"'{kind}' is no kind of price; there are {string.Join(", ", PriceKinds.All)}{(dart ? " and DART (day-ahead less real-time)" : "")}.");
        return kind;
    }

    /// <summary>Kinds of price, each once; day-ahead without any.</summary>
    public IReadOnlyList<string> Kinds()
    {
        var kinds = new List<string>();
        foreach (var kind in request.Query["kind"])
        {
            if (kind is null || (!PriceKinds.All.Contains(kind) && kind != PriceKinds.Dart))
                Invalid("kind", $"'{kind}' is no kind of price; there are {string.Join(", ", PriceKinds.All)} and DART (day-ahead less real-time).");
            else if (!kinds.Contains(kind))
                kinds.Add(kind);
        }
        return kinds.Count > 0 ? kinds : [PriceKinds.DayAhead];
    }

    /// <summary>A component; the total without one.</summary>
    public PriceComponent Component()
    {
        if (One("component") is not { } code)
            return PriceComponent.Total;
        if (!PriceComponents.TryParse(code, out var component))
            Invalid("component", $"'{code}' is no component; there are {string.Join(", ", PriceComponents.All.Select(one => one.Code()))}.");
        return component;
    }

    /// <summary>A moment, UTC; null without one.</summary>
    public DateTime? Moment(string name)
    {
        if (One(name) is not { } text)
            return null;

        // Far from both ends of the calendar, so that days can be added.
        if (MomentText.TryParse(text, out var moment) && moment.Year is >= 2 and <= 9997)
            return moment.UtcDateTime;
        unreadable ??= new Unreadable($"'{name}' {TimeForm}");
        return null;
    }

    /// <summary>Markets by code, each once; none for all.</summary>
    public IReadOnlyList<Domain.Markets.Market> Markets()
    {
        var markets = new List<Domain.Markets.Market>();
        foreach (var code in request.Query["market"])
        {
            if (MarketCatalogue.Find(code) is not { } market)
                Invalid("market", $"'{code}' is not known; /api/v1/markets lists the markets.");
            else if (!markets.Contains(market))
                markets.Add(market);
        }
        return markets;
    }

    /// <summary>Simulated markets only, real ones only, or both.</summary>
    public bool? Simulated()
    {
        if (One("simulated") is not { } text)
            return null;
        if (text is not ("true" or "false"))
            unreadable ??= new Unreadable("'simulated' is true or false.");
        return text == "true";
    }

    /// <summary>The span; without both ends the day that it is now in a zone, with one of them the day from or to it.</summary>
    public (DateTime Start, DateTime End) Span(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (start, end) = (Moment("start"), Moment("end"));
        if (start is null && end is null)
        {
            var day = MarketDay.Of(now, zone);
            return (day.Start.UtcDateTime, day.End.UtcDateTime);
        }
        start ??= end!.Value.AddDays(-1);
        end ??= start.Value.AddDays(1);
        if (end <= start)
            Invalid("end", "The end lies after the start.");
        else if ((end.Value - start.Value).TotalDays > LongestDays)
            Invalid("end", "The span is longer than 20 years; ask for a shorter one.");
        return (start.Value, end.Value);
    }

    public BoundingBox? Box()
    {
        if (One("bbox") is not { } text)
            return null;
        var box = BoundingBox.Parse(text);
        switch (box.Failure)
        {
            case null:
                return box.Value;
            case Unreadable failure:
                unreadable ??= failure;
                break;
            case Invalid invalid:
                foreach (var (field, sentences) in invalid.Errors)
                    errors[field] = sentences;
                break;
        }
        return null;
    }

    public int Limit(int otherwise, int greatest)
    {
        if (One("limit") is not { } text)
            return otherwise;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
            unreadable ??= new Unreadable("'limit' is a whole number.");
        else if (limit < 1 || limit > greatest)
            Invalid("limit", $"The limit lies between 1 and {greatest.ToString(CultureInfo.InvariantCulture)}.");
        else
            return (int)limit;
        return otherwise;
    }

    /// <summary>Ids of nodes, each once.</summary>
    public IReadOnlyList<int> Nodes()
    {
        var ids = new List<int>();
        foreach (var text in request.Query["node"])
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                unreadable ??= new Unreadable("'node' is the number of a node; /api/v1/prices/nodes lists them.");
            else if (!ids.Contains(id))
                ids.Add(id);
        }
        return ids;
    }

    /// <summary>Words of the caller's own, as they stand.</summary>
    public IReadOnlyList<string> Words(string name) => [.. request.Query[name].OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Text that may be given once; null without it.</summary>
    public string? Text(string name, int longest)
    {
        var text = One(name)?.Trim();
        if (text?.Length > longest)
            Invalid(name, $"'{name}' has at most {longest.ToString(CultureInfo.InvariantCulture)} characters.");
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>One of the forms that an answer can have: the first of them, unless <c>format</c> or <c>Accept</c> says otherwise.</summary>
    public PriceForm Form(params PriceForm[] offered)
    {
        if (One("format") is { } name)
        {
            foreach (var form in offered)
            {
                if (form.Name() == name)
                    return form;
            }
            Invalid("format", $"The format is {string.Join(" or ", offered.Select(form => form.Name()))}; without it the Accept header decides.");
            return offered[0];
        }
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept.OfType<string>().ToList(), out var types))
            return offered[0];
        foreach (var type in types.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            var media = type.MediaType.Value?.ToLowerInvariant();
            foreach (var form in offered)
            {
                if (media == form.MediaType())
                    return form;
            }
            if (media is "application/*" or "*/*" or "application/json")
                return offered[0];
        }
        return offered[0];
    }

    public void Invalid(string field, string sentence) => errors[field] = [sentence];

    private string? One(string name)
    {
        var values = request.Query[name];
        if (values.Count > 1)
            unreadable ??= new Unreadable($"'{name}' may be given once.");
        return values.Count == 0 ? null : values[0] ?? "";
    }
}
