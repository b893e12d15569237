using GridApp.Components;
using GridApp.Domain.Plants;

namespace GridApp.Features.Map;

/// <summary>
/// The shapes of marks, around 0,0 with a radius of about 10: one table for the legend and for the script. Colour is never alone: what burns fossil fuel is
/// square, water a drop, wind a triangle, sun a disc, atoms a hexagon, what grows or lies in the ground a diamond, storage a bar, and the rest a ring.
/// </summary>
internal static class MapMarks
{
    private const string Disc = "M0-10A10 10 0 1 1 0 10 10 10 0 1 1 0-10Z";
    private const string Ring = Disc + "M0-5.6A5.6 5.6 0 1 0 0 5.6 5.6 5.6 0 1 0 0-5.6Z";
    private const string Square = "M-8.6-8.6H8.6V8.6H-8.6Z";
    private const string Triangle = "M0-11 10.4 8H-10.4Z";
    private const string Diamond = "M0-11 11 0 0 11-11 0Z";
    private const string Hexagon = "M0-10.8 9.4-5.4V5.4L0 10.8-9.4 5.4V-5.4Z";
    private const string Drop = "M0-12C5-6 8.8-2 8.8 2.8A8.8 8.8 0 0 1-8.8 2.8C-8.8-2-5-6 0-12Z";
    private const string Bar = "M-10.5-6.5H10.5V6.5H-10.5Z";
    private const string Cross = "M-7.2-10 0-2.8 7.2-10 10-7.2 2.8 0 10 7.2 7.2 10 0 2.8-7.2 10-10 7.2-2.8 0-10-7.2Z";

    /// <summary>The shape of a fuel as an SVG path.</summary>
    public static string Shape(Fuel fuel) => fuel switch
    {
        Fuel.Gas or Fuel.Coal or Fuel.Oil or Fuel.Petcoke or Fuel.Cogeneration => Square,
        Fuel.Hydro or Fuel.Marine => Drop,
        Fuel.Wind => Triangle,
        Fuel.Solar => Disc,
        Fuel.Nuclear => Hexagon,
        Fuel.Biomass or Fuel.Waste or Fuel.Geothermal => Diamond,
        Fuel.Storage => Bar,
        _ => Ring,
    };

    /// <summary>The shape of a status as an SVG path: the same as in tables.</summary>
    public static string Shape(PlantStatus status) => status switch
    {
        PlantStatus.Available => Disc,
        PlantStatus.Derated => Triangle,
        PlantStatus.ForcedOutage => Cross,
        PlantStatus.PlannedMaintenance => Square,
        _ => Ring,
    };

    /// <summary>The sign inside a big mark, or null where the shape says enough.</summary>
    public static string? Glyph(Fuel fuel) => fuel is Fuel.Unknown or Fuel.Other or Fuel.Solar or Fuel.Hydro or Fuel.Wind or Fuel.Storage ? null : FuelPath.Of(fuel);

    /// <summary>Name of the CSS variable with the colour.</summary>
    public static string Colour(PlantStatus status) => status switch
    {
        PlantStatus.Available => "--status-available",
        PlantStatus.Derated => "--status-derated",
        PlantStatus.ForcedOutage => "--status-forced",
        PlantStatus.PlannedMaintenance => "--status-planned",
        _ => "--status-unknown",
    };
}
