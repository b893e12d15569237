using System.Globalization;
using GridApp.Domain;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Audit;

/// <summary>A filter of the trail as it stands in an address.</summary>
internal static class AuditQueryString
{
    private const int LongestWord = 256;

    public static IReadOnlyList<string> Names { get; } = ["start", "end", "user", "action", "objectType", "objectId", "organizationId"];

    /// <summary>Reads it; what is not a filter is left to the caller.</summary>
    public static Outcome<AuditFilter> Parse(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var filter = AuditFilter.All;
        foreach (var (name, values) in query)
        {
            if (!Names.Contains(name, StringComparer.Ordinal))
                continue;
            if (values.Count != 1)
                return new Unreadable($"'{name}' is given more than once.");
            var text = values[0] ?? "";
            if (text.Length > LongestWord || text.Contains('\0', StringComparison.Ordinal))
                return new Invalid(name, "This is too long, or holds a character that no text may hold.");
            if (text.Length == 0)
                continue;
            switch (name)
            {
                case "start" or "end":
                    if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) || !HasZone(text))
                        return new Unreadable($"'{name}' is a moment with its zone, as in 2026-11-27T14:30:00Z.");
                    filter = name == "start" ? filter with { Start = at.ToUniversalTime() } : filter with { End = at.ToUniversalTime() };
                    break;
                case "organizationId":
                    if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var organization))
                        return new Unreadable("'organizationId' is a whole number.");
                    filter = filter with { OrganizationId = organization };
                    break;
                case "user":
                    filter = filter with { User = text };
                    break;
                case "action":
                    filter = filter with { Action = text };
                    break;
                case "objectType":
                    filter = filter with { ObjectType = text };
                    break;
                default:
                    filter = filter with { ObjectId = text };
                    break;
            }
        }

        return filter is { Start: { } start, End: { } end } && end <= start ? new Invalid("end", "The end lies after the start.") : filter;
    }

    /// <summary>The filter as a query string without a question mark, in a fixed order.</summary>
    public static string Of(AuditFilter filter)
    {
        List<string> parts = [];
        Add("start", Moment(filter.Start));
        Add("end", Moment(filter.End));
        Add("user", filter.User);
        Add("action", filter.Action);
        Add("objectType", filter.ObjectType);
        Add("objectId", filter.ObjectId);
        Add("organizationId", filter.OrganizationId?.ToString(CultureInfo.InvariantCulture));
        return string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    private static string? Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static bool HasZone(string text) =>
        text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) is var sign && sign > text.IndexOf('T', StringComparison.Ordinal) && text.Contains('T', StringComparison.Ordinal);
}
