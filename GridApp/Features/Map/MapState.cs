using System.Globalization;
using System.Text;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Map;

/// <summary>
/// Everything that makes one view of the map, as its URL holds it: sharing the link, going back and reloading bring the same view. What cannot be read in a
/// URL counts as absent: a link that somebody mistyped shows the map, not an error.
/// </summary>
public sealed record MapState
{
    /// <summary>In the URL, in place of a list: none of them is shown.</summary>
    private const string Nothing = "nothing";

    private static readonly Fuel[] EveryFuel = Enum.GetValues<Fuel>();
    private static readonly PlantStatus[] EveryStatus = Enum.GetValues<PlantStatus>();

    /// <summary>Most of North America.</summary>
    public static MapState Default { get; } = new();

    /// <summary>The middle of the view in degrees, null when the URL names no view.</summary>
    public (double Latitude, double Longitude, double Zoom)? View { get; init; }

    public MapColor Color { get; init; }

    /// <summary>The fuels that are shown.</summary>
    public IReadOnlySet<Fuel> Fuels { get; init; } = EveryFuel.ToHashSet();

    /// <summary>The states that are shown.</summary>
    public IReadOnlySet<PlantStatus> Statuses { get; init; } = EveryStatus.ToHashSet();

    /// <summary>Only what is of this market, or plants without one (<see cref="PlantFilter.NoMarket"/>); null for all.</summary>
    public string? Market { get; init; }

    /// <summary>Whether plants are shown at all.</summary>
    public bool Plants { get; init; } = true;

    /// <summary>Nodal prices.</summary>
    public MapPrices Prices { get; init; } = MapPrices.Off;

    /// <summary>Whether nodes are shown, with and without a price.</summary>
    public bool Nodes { get; init; }

    /// <summary>The moment of prices and flows; null for now, whatever that is.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Types of zones that are shown.</summary>
    public IReadOnlySet<ZoneType> Zones { get; init; } = new HashSet<ZoneType>();

    /// <summary>Whether zones are filled with the mean price of their nodes.</summary>
    public bool ZoneFill { get; init; }

    /// <summary>Whether lines are shown.</summary>
    public bool Lines { get; init; }

    /// <summary>Classes of voltage whose lines are shown (<see cref="LineClasses"/>).</summary>
    public IReadOnlySet<int> Voltages { get; init; } = LineClasses.All.ToHashSet();

    /// <summary>What is selected: its details are open.</summary>
    public MapSelection? Selected { get; init; }

    /// <summary>The table that is open.</summary>
    public MapTableKind? Table { get; init; }

    /// <summary>Whether a plant could be hidden by a choice that was made here.</summary>
    public bool IsFiltered => Market is not null || !Plants || Fuels.Count < EveryFuel.Length || Statuses.Count < EveryStatus.Length;

    /// <summary>The market that prices, zones and lines are of; null for all.</summary>
    public string? GridMarket => Market == PlantFilter.NoMarket ? null : Market;

    /// <summary>Reads the state out of a query string.</summary>
    /// <param name="query">With or without its question mark.</param>
    public static MapState Parse(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new MapState
        {
            View = Number(values, "lat", -90, 90) is { } latitude && Number(values, "lng", -180, 180) is { } longitude
                ? (latitude, longitude, Number(values, "z", 0, 18) ?? 6)
                : null,
            Color = values.TryGetValue("color", out var color) && color == "status" ? MapColor.Status : MapColor.Fuel,
            Fuels = Listed(values, "fuel", EveryFuel, FuelWords.Parse),
            Statuses = Listed(values, "status", EveryStatus, code => PlantStatusCodes.TryParse(code, out var status) ? status : null),
            Market = values.TryGetValue("market", out var market) && (market == PlantFilter.NoMarket || MarketCatalogue.Find(market) is not null) ? market.ToString() : null,
            Plants = !Is(values, "plants", "0"),
            Prices = MapPrices.Parse(values),
            Nodes = Is(values, "nodes", "1"),
            At = Moment(values, "at"),
            Zones = values.TryGetValue("zones", out var zones)
                ? zones.Select(code => ZoneTypes.TryParse(code, out var type) ? type : (ZoneType?)null).OfType<ZoneType>().ToHashSet() : new HashSet<ZoneType>(),
            ZoneFill = Is(values, "fill", "1"),
            Lines = Is(values, "lines", "1"),
            Voltages = Listed(values, "kv", LineClasses.All, LineClasses.Parse),
            Selected = MapSelection.Parse(values),
            Table = MapTableKinds.Parse(values.TryGetValue("table", out var table) ? table.ToString() : null),
        };
    }

    /// <summary>The state as a query string without a question mark, in a fixed order; what is as by default is left out.</summary>
    public string ToQuery()
    {
        var text = new StringBuilder();
        if (View is { } view)
        {
            Add("lat", Invariant(view.Latitude, "0.####"));
            Add("lng", Invariant(view.Longitude, "0.####"));
            Add("z", Invariant(view.Zoom, "0.##"));
        }

        if (Color == MapColor.Status)
            Add("color", "status");
        AddListed("fuel", Fuels.Order().Select(fuel => fuel.Code()), Fuels.Count, EveryFuel.Length);
        AddListed("status", Statuses.Order().Select(status => status.Code()), Statuses.Count, EveryStatus.Length);
        if (Market is not null)
            Add("market", Market);
        if (!Plants)
            Add("plants", "0");
        foreach (var (name, value) in Prices.ToQuery())
            Add(name, value);
        if (Nodes)
            Add("nodes", "1");
        if (At is { } at)
            Add("at", at.UtcDateTime.ToString(at.Second == 0 ? "yyyy-MM-ddTHH:mm'Z'" : "yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));
        foreach (var type in Zones.Order())
            Add("zones", type.Code());
        if (ZoneFill)
            Add("fill", "1");
        if (Lines)
            Add("lines", "1");
        AddListed("kv", Voltages.OrderDescending().Select(kv => kv.ToString(CultureInfo.InvariantCulture)), Voltages.Count, LineClasses.All.Length);
        if (Selected is { } selected)
            Add(selected.Parameter, selected.Id.ToString(CultureInfo.InvariantCulture));
        if (Table is { } table)
            Add("table", table.Code());
        return text.ToString();

        void AddListed(string name, IEnumerable<string> codes, int count, int all)
        {
            if (count == all)
                return;
            foreach (var code in count == 0 ? [Nothing] : codes)
                Add(name, code);
        }

        void Add(string name, string value) => text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal));
    }

    /// <summary>The state with a fuel shown or hidden.</summary>
    public MapState Toggle(Fuel fuel) => this with { Fuels = Toggled(Fuels, fuel) };

    /// <summary>The state with a status shown or hidden.</summary>
    public MapState Toggle(PlantStatus status) => this with { Statuses = Toggled(Statuses, status) };

    /// <summary>The state with every fuel shown, or none.</summary>
    public MapState WithFuels(bool all) => this with { Fuels = all ? EveryFuel.ToHashSet() : new HashSet<Fuel>() };

    /// <summary>The state with the zones of a type shown or hidden.</summary>
    public MapState Toggle(ZoneType type) => this with { Zones = Toggled(Zones, type) };

    /// <summary>The state with the lines of a class of voltage shown or hidden.</summary>
    public MapState ToggleVoltage(int leastKv) => this with { Voltages = Toggled(Voltages, leastKv) };

    /// <summary>The same view with no plant hidden.</summary>
    public MapState Unfiltered() => this with { Plants = true, Fuels = Default.Fuels, Statuses = Default.Statuses, Market = null };

    /// <summary>States are equal when their URLs are.</summary>
    public bool Equals(MapState? other) => other is not null && string.Equals(ToQuery(), other.ToQuery(), StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToQuery());

    private static HashSet<T> Toggled<T>(IReadOnlySet<T> shown, T one)
    {
        var set = shown.ToHashSet();
        if (!set.Remove(one))
            set.Add(one);
        return set;
    }

    private static bool Is(Dictionary<string, StringValues> values, string name, string value) => values.TryGetValue(name, out var said) && said == value;

    private static DateTimeOffset? Moment(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        && at.Year is >= 1990 and < 2200
            ? at
            : null;

    private static HashSet<T> Listed<T>(Dictionary<string, StringValues> values, string name, T[] all, Func<string?, T?> read)
        where T : struct
    {
        if (!values.TryGetValue(name, out var codes))
            return [.. all];
        var listed = codes.Select(read).OfType<T>().ToHashSet();

        // Codes that nobody knows hide nothing; only the word for it hides everything.
        return listed.Count > 0 || codes == Nothing ? listed : [.. all];
    }

    internal static double? Number(Dictionary<string, StringValues> values, string name, double least, double most) =>
        values.TryGetValue(name, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : null;

    internal static string Invariant(double value, string format)
    {
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
