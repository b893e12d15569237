using GridApp.Domain.Prices;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Map;

/// <summary>How nodal prices are drawn.</summary>
public enum MapPriceForm
{
    Off,
    Surface,
    Points,
}

/// <summary>Which nodal prices the map shows, and how.</summary>
/// <param name="Form">As a surface, as points, or not at all.</param>
/// <param name="Kind">One of <see cref="PriceKinds"/>, <see cref="PriceKinds.Dart"/> included.</param>
/// <param name="Component">Which part of the price.</param>
/// <param name="Least">The least value that is shown; null without a limit.</param>
/// <param name="Most">The greatest value that is shown; null without a limit.</param>
public sealed record MapPrices(MapPriceForm Form, string Kind, PriceComponent Component, double? Least = null, double? Most = null)
{
    private const double Widest = 1e6;

    /// <summary>Not shown.</summary>
    public static MapPrices Off { get; } = new(MapPriceForm.Off, PriceKinds.RealTime, PriceComponent.Total);

    /// <summary>Whether prices are shown.</summary>
    public bool On => Form != MapPriceForm.Off;

    internal static MapPrices Parse(Dictionary<string, StringValues> values) => new(
        values.TryGetValue("prices", out var form) ? form.ToString() switch { "surface" => MapPriceForm.Surface, "points" => MapPriceForm.Points, _ => MapPriceForm.Off } : MapPriceForm.Off,
        values.TryGetValue("kind", out var kind) && (kind == PriceKinds.Dart || PriceKinds.All.Contains(kind.ToString())) ? kind.ToString() : PriceKinds.RealTime,
        PriceComponents.TryParse(values.TryGetValue("component", out var component) ? component.ToString() : null, out var known) ? known : PriceComponent.Total,
        MapState.Number(values, "min", -Widest, Widest),
        MapState.Number(values, "max", -Widest, Widest));

    /// <summary>Parameters of the URL; none when prices are off.</summary>
    internal IEnumerable<(string Name, string Value)> ToQuery()
    {
        if (!On)
            yield break;
        yield return ("prices", Form == MapPriceForm.Surface ? "surface" : "points");
        if (Kind != PriceKinds.RealTime)
            yield return ("kind", Kind);
        if (Component != PriceComponent.Total)
            yield return ("component", Component.Code());
        if (Least is { } least)
            yield return ("min", MapState.Invariant(least, "0.####"));
        if (Most is { } most)
            yield return ("max", MapState.Invariant(most, "0.####"));
    }
}
