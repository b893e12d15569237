using System.Globalization;
using System.Text;
using GridApp.Domain;
using GridApp.Domain.Geography;
using GridApp.Domain.Incidents;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Incidents;

/// <summary>Between an <see cref="IncidentFilter"/> and a query string.</summary>
public static class IncidentQueryString
{
    private const int LongestText = 200;

    /// <summary>The parameters that make a filter.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["start", "end", "at", "known", "market", "type", "fuel", "status", "plantId", "lineId", "organizationId", "simulated", "bbox", "q"];

    /// <summary>Reads the filter out of a query; other parameters are left to the caller.</summary>
    /// <returns>The filter; <see cref="Unreadable"/> for what is no number, box, time or flag; <see cref="Invalid"/> by parameter for values that mean nothing.</returns>
    public static Outcome<IncidentFilter> Parse(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var filter = new IncidentFilter();
        foreach ((string name, StringValues values) in query)
        {
            switch (name)
            {
                case "market":
                    filter = filter with { Markets = Codes(name, values, MarketOf, errors, "a market code such as ERCOT or DE_LU, or none") };
                    continue;
                case "type":
                    filter = filter with { Types = Codes(name, values, code => Known(IncidentTypeCodes.Parse(code)), errors, string.Join(", ", IncidentTypeCodes.All)) };
                    continue;
                case "fuel":
                    filter = filter with { Fuels = Codes(name, values, code => Known(FuelWords.Parse(code)), errors, string.Join(", ", Enum.GetValues<Fuel>().Select(fuel => fuel.Code()))) };
                    continue;
                case "status":
                    filter = filter with { Statuses = Codes(name, values, code => Known(IncidentStatuses.Parse(code)), errors, string.Join(", ", IncidentStatuses.All)) };
                    continue;
            }

            if (!Names.Contains(name))
                continue;
            if (values.Count > 1)
                return new Unreadable($"'{name}' may be given once.");
            Outcome<IncidentFilter> next = With(filter, name, values.ToString().Trim());
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

        if (filter is { Start: { } start, End: { } end } && end <= start)
            errors["end"] = ["The end lies after the start."];
        return errors.Count > 0 ? new Invalid(errors) : filter;
    }

    /// <summary>The filter as a query string without a leading '?', parameters in a fixed order: equal filters give equal text.</summary>
    public static string Of(IncidentFilter filter)
    {
        var text = new StringBuilder();
        Add("start", Moment(filter.Start));
        Add("end", Moment(filter.End));
        Add("at", Moment(filter.At));
        Add("known", Moment(filter.Known));
        foreach (string market in filter.Markets.Order(StringComparer.Ordinal))
            Add("market", market);
        foreach (IncidentType type in filter.Types.Order())
            Add("type", type.Code());
        foreach (Fuel fuel in filter.Fuels.Order())
            Add("fuel", fuel.Code());
        foreach (IncidentStatus status in filter.Statuses.Order())
            Add("status", status.Code());
        Add("plantId", Number(filter.PlantId));
        Add("lineId", Number(filter.LineId));
        Add("organizationId", Number(filter.OrganizationId));
        Add("simulated", filter.Simulated switch { true => "true", false => "false", null => null });
        Add("bbox", filter.Box?.ToString());
        Add("q", filter.Text);
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private static Outcome<IncidentFilter> With(IncidentFilter filter, string name, string value)
    {
        switch (name)
        {
            case "bbox":
                Outcome<BoundingBox> box = BoundingBox.Parse(value);
                return box.Failure is { } failure ? failure : filter with { Box = box.Value };
            case "simulated":
                return value is "true" or "false" ? filter with { Simulated = value == "true" } : new Unreadable("'simulated' is true or false.");
            case "q":
                if (value.Length > LongestText)
                    return new Invalid("q", $"A text to search for has at most {LongestText} characters.");
                return filter with { Text = value.Length == 0 ? null : value };
            case "start" or "end" or "at" or "known":
                if (!MomentText.TryParse(value, out DateTimeOffset moment))
                    return new Unreadable($"'{name}' is an ISO 8601 time with its zone, such as 2026-01-15T18:00:00Z.");
                return name switch
                {
                    "start" => filter with { Start = moment },
                    "end" => filter with { End = moment },
                    "at" => filter with { At = moment },
                    _ => filter with { Known = moment },
                };
            default:
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                    return new Unreadable($"'{name}' is a number.");
                return name switch
                {
                    "plantId" => filter with { PlantId = id },
                    "lineId" => filter with { LineId = id },
                    _ => filter with { OrganizationId = id },
                };
        }
    }

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

    private static (bool Known, T Value) Known<T>(T? code)
        where T : struct => (code is not null, code.GetValueOrDefault());

    private static (bool Known, string Value) MarketOf(string code) =>
        code == PlantFilter.NoMarket ? (true, code) : MarketCatalogue.Find(code) is { } market ? (true, market.Code) : (false, "");

    private static string? Moment(DateTimeOffset? moment) => moment?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    private static string? Number(int? id) => id?.ToString(CultureInfo.InvariantCulture);
}
