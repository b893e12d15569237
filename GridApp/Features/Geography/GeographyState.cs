using System.Globalization;
using System.Text;
using GridApp.Domain;
using GridApp.Domain.Geography;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Geography;

/// <summary>What the page shows; its address is its only home, so that reload, back and a shared link show the same.</summary>
/// <param name="IsLines">Lines rather than zones.</param>
/// <param name="Market">A code or <c>none</c>; null for all.</param>
/// <param name="Kind">Code of a type of zone or of a kind of line; null for all.</param>
/// <param name="MinKv">Least voltage of lines.</param>
/// <param name="Text">Part of a name or code.</param>
internal sealed record GeographyState(bool IsLines, string? Market, string? Kind, double? MinKv, string? Text, GeographySort Sort, bool Descending)
{
    public const string Page = "geography";

    public static GeographyState OfZones { get; } = new(false, null, null, null, null, GeographySort.Area, Descending: true);

    public static GeographyState OfLines { get; } = new(true, null, null, null, null, GeographySort.Voltage, Descending: true);

    /// <summary>Some of the list is left out.</summary>
    public bool IsFiltered => Market is not null || Kind is not null || MinKv is not null || Text is not null;

    public ZoneFilter Zones => new()
    {
        Markets = Market is null ? [] : [Market],
        Types = ZoneTypes.TryParse(Kind, out ZoneType type) ? [type] : [],
        Text = Text,
    };

    public LineFilter Lines => new() { Markets = Market is null ? [] : [Market], Kinds = Kind is null ? [] : [Kind], MinKv = MinKv, Text = Text };

    /// <summary>Reads an address. What it cannot mean is a failure; the page says so and shows everything.</summary>
    public static Outcome<GeographyState> Of(Uri address)
    {
        var values = new QueryCollection(QueryHelpers.ParseQuery(address.Query));
        var query = new GeographyQuery(values);
        bool isLines = values["tab"] == "lines";
        GeographyState all = isLines ? OfLines : OfZones;
        IReadOnlyList<string> kinds = isLines
            ? query.Codes("kind", word => LineKinds.All.Contains(word) ? word : null, "one of " + string.Join(", ", LineKinds.All))
            : query.Codes("type", word => ZoneTypes.TryParse(word, out _) ? word : null, "one of " + string.Join(", ", ZoneTypes.All));
        GeographyState state = all with
        {
            Market = query.Markets() is [var market, ..] ? market : null,
            Kind = kinds is [var kind, ..] ? kind : null,
            MinKv = isLines ? query.Number("minKv", 0, LineRules.MaxVoltageKv, " kV") : null,
            Text = query.Text("q"),
        };
        if (query.Failure is { } failure)
            return failure;
        if (values["sort"].ToString() is not { Length: > 0 } sort)
            return state;
        return Enum.TryParse(sort.TrimStart('-'), ignoreCase: true, out GeographySort by) && Enum.IsDefined(by)
            ? state with { Sort = by, Descending = sort.StartsWith('-') }
            : new Invalid("sort", "There is no such column.");
    }

    /// <summary>The address, relative to the base.</summary>
    public string Address()
    {
        var text = new StringBuilder(Page);
        char sign = '?';
        Add("tab", IsLines ? "lines" : null);
        Filter(Add);
        GeographyState all = IsLines ? OfLines : OfZones;
        Add("sort", (Sort, Descending) == (all.Sort, all.Descending) ? null : (Descending ? "-" : "") + Sort.ToString().ToLowerInvariant());
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is null)
                return;
            text.Append(sign).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            sign = '&';
        }
    }

    /// <summary>The same rows as a file.</summary>
    public string CsvAddress()
    {
        var text = new StringBuilder(IsLines ? "api/v1/lines?format=csv" : "api/v1/zones?format=csv");
        Filter((name, value) => text.Append(value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}"));
        return text.ToString();
    }

    /// <summary>The other list, of the same market.</summary>
    public GeographyState To(bool lines) => (lines ? OfLines : OfZones) with { Market = Market, Text = Text };

    /// <summary>Ordered by a column: a first press shows the biggest number or the first letter, the next one turns it around.</summary>
    public GeographyState By(GeographySort sort) => this with { Sort = sort, Descending = sort == Sort ? !Descending : sort is GeographySort.Area or >= GeographySort.Voltage and <= GeographySort.Length };

    private void Filter(Action<string, string?> add)
    {
        add("market", Market);
        add(IsLines ? "kind" : "type", Kind);
        add("minKv", MinKv?.ToString(CultureInfo.InvariantCulture));
        add("q", Text);
    }
}
