using System.Globalization;
using System.Text;
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

    /// <summary>Only plants of this market, or those without one (<see cref="PlantFilter.NoMarket"/>); null for all.</summary>
    public string? Market { get; init; }

    /// <summary>Id of the plant whose details are open.</summary>
    public int? Plant { get; init; }

    /// <summary>Whether the table of what is in view is open.</summary>
    public bool Table { get; init; }

    /// <summary>Whether a plant could be hidden by a choice that was made here.</summary>
    public bool IsFiltered => Market is not null || Fuels.Count < EveryFuel.Length || Statuses.Count < EveryStatus.Length;

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
            Plant = values.TryGetValue("plant", out var plant) && int.TryParse(plant, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
            Table = values.TryGetValue("table", out var table) && table == "1",
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
        if (Plant is { } plant)
            Add("plant", plant.ToString(CultureInfo.InvariantCulture));
        if (Table)
            Add("table", "1");
        return text.ToString();

        void AddListed(string name, IEnumerable<string> codes, int count, int all)
        {
            if (count == all)
                return;
            foreach (var code in count == 0 ? [Nothing] : codes)
                Add(name, code);
        }

        void Add(string name, string value) => text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <summary>The state with a fuel shown or hidden.</summary>
    public MapState Toggle(Fuel fuel) => this with { Fuels = Toggled(Fuels, fuel) };

    /// <summary>The state with a status shown or hidden.</summary>
    public MapState Toggle(PlantStatus status) => this with { Statuses = Toggled(Statuses, status) };

    /// <summary>The state with every fuel shown, or none.</summary>
    public MapState WithFuels(bool all) => this with { Fuels = all ? EveryFuel.ToHashSet() : new HashSet<Fuel>() };

    /// <summary>The same view with nothing hidden.</summary>
    public MapState Unfiltered() => this with { Fuels = Default.Fuels, Statuses = Default.Statuses, Market = null };

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

    private static HashSet<T> Listed<T>(Dictionary<string, StringValues> values, string name, T[] all, Func<string?, T?> read)
        where T : struct
    {
        if (!values.TryGetValue(name, out var codes))
            return [.. all];
        var listed = codes.Select(read).OfType<T>().ToHashSet();

        // Codes that nobody knows hide nothing; only the word for it hides everything.
        return listed.Count > 0 || codes == Nothing ? listed : [.. all];
    }

    private static double? Number(Dictionary<string, StringValues> values, string name, double least, double most) =>
        values.TryGetValue(name, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : null;

    private static string Invariant(double value, string format)
    {
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
