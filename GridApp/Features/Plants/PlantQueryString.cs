using System.Globalization;
using System.Text;
using GridApp.Domain;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Plants;

/// <summary>Between a <see cref="PlantFilter"/> and a query string.</summary>
public static class PlantQueryString
{
    private const int LongestName = 200;

    /// <summary>The parameters that make a filter.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["bbox", "market", "fuel", "status", "organizationId", "simulated", "at", "q", "minMw", "maxMw"];

    /// <summary>Reads the filter out of a query; other parameters are left to the caller.</summary>
    /// <returns>The filter; <see cref="Unreadable"/> for what is no number, box, time or flag; <see cref="Invalid"/> by parameter for values that mean nothing.</returns>
    public static Outcome<PlantFilter> Parse(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var filter = new PlantFilter();
        foreach ((string name, StringValues values) in query)
        {
            if (name is "market" or "fuel" or "status")
            {
                filter = name switch
                {
                    "market" => filter with { Markets = Codes(name, values, MarketOf, errors, "a market code such as ERCOT or DE_LU, or none") },
                    "fuel" => filter with { Fuels = Codes(name, values, FuelWords.Parse, errors, string.Join(", ", Enum.GetValues<Fuel>().Select(fuel => fuel.Code()))) },
                    _ => filter with { Statuses = Codes(name, values, StatusOf, errors, string.Join(", ", PlantStatusCodes.All)) },
                };
                continue;
            }

            if (!Names.Contains(name))
                continue;
            if (values.Count > 1)
                return new Unreadable($"'{name}' may be given once.");
            Outcome<PlantFilter> next = With(filter, name, values.ToString().Trim());
            if (next.Failure is Invalid invalid)
            {
                foreach ((string field, string[] sentences) in invalid.Errors)
                    errors[field] = sentences;
            }
            else if (next.Failure is { } failure)
            {
                return failure;
            }
            else
            {
                filter = next.Value;
            }
        }

        if (filter is { MinMw: { } min, MaxMw: { } max } && min > max)
            errors["minMw"] = ["The least capacity is greater than 'maxMw'."];
        return errors.Count > 0 ? new Invalid(errors) : filter;
    }

    /// <summary>The filter as a query string without a leading '?', parameters in a fixed order: equal filters give equal text.</summary>
    public static string Of(PlantFilter filter)
    {
        var text = new StringBuilder();
        Add("bbox", filter.Box?.ToString());
        foreach (string market in filter.Markets.Order(StringComparer.Ordinal))
            Add("market", market);
        foreach (Fuel fuel in filter.Fuels.Order())
            Add("fuel", fuel.Code());
        foreach (PlantStatus status in filter.Statuses.Order())
            Add("status", status.Code());
        Add("organizationId", filter.OrganizationId?.ToString(CultureInfo.InvariantCulture));
        Add("simulated", filter.Simulated switch { true => "true", false => "false", null => null });
        Add("at", filter.At?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
        Add("q", filter.Name);
        Add("minMw", filter.MinMw?.ToString(CultureInfo.InvariantCulture));
        Add("maxMw", filter.MaxMw?.ToString(CultureInfo.InvariantCulture));
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private static Outcome<PlantFilter> With(PlantFilter filter, string name, string value)
    {
        switch (name)
        {
            case "bbox":
                Outcome<BoundingBox> box = BoundingBox.Parse(value);
                return box.Failure is { } failure ? failure : filter with { Box = box.Value };
            case "organizationId":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int organization)
                    ? filter with { OrganizationId = organization }
                    : new Unreadable("'organizationId' is the number of an organization.");
            case "simulated":
                return value is "true" or "false" ? filter with { Simulated = value == "true" } : new Unreadable("'simulated' is true or false.");
            case "at":
                return MomentText.TryParse(value, out DateTimeOffset at)
                    ? filter with { At = at }
                    : new Unreadable("'at' is an ISO 8601 time with its zone, such as 2026-01-15T18:00:00Z.");
            case "q":
                if (value.Length > LongestName)
                    return new Invalid("q", $"A name to search for has at most {LongestName} characters.");
                return filter with { Name = value.Length == 0 ? null : value };
            default:
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double mw) || !double.IsFinite(mw))
                    return new Unreadable($"'{name}' is a number of megawatts.");
                return name == "minMw" ? filter with { MinMw = mw } : filter with { MaxMw = mw };
        }
    }

    private static List<T> Codes<T>(string name, StringValues values, Func<string, T?> read, Dictionary<string, string[]> errors, string known)
        where T : struct =>
        Codes(name, values, (string code) => read(code) is { } value ? (true, value) : (false, default), errors, known);

    private static List<string> Codes(string name, StringValues values, Func<string, string?> read, Dictionary<string, string[]> errors, string known) =>
        Codes(name, values, code => read(code) is { } value ? (true, value) : (false, ""), errors, known);

    private static List<T> Codes<T>(string name, StringValues values, Func<string, (bool Known, T Value)> read, Dictionary<string, string[]> errors, string known)
    {
        var codes = new List<T>(values.Count);
        foreach (string? text in values)
        {
            (bool isKnown, T code) = read(text ?? "");
            if (!isKnown)
                errors[name] = [$"'{text}' is not known; it is one of: {known}."];
            else if (!codes.Contains(code))
                codes.Add(code);
        }

        return codes;
    }

    private static string? MarketOf(string code) => code == PlantFilter.NoMarket ? code : MarketCatalogue.Find(code)?.Code;

    private static PlantStatus? StatusOf(string code) => PlantStatusCodes.TryParse(code, out PlantStatus status) ? status : null;
}
