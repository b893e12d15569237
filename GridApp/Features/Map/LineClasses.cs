using System.Globalization;

namespace GridApp.Features.Map;

/// <summary>Classes of voltage by which lines are switched on and off, as line-paths.js draws them: each named by its least kV; 0 stands for an unknown voltage.</summary>
public static class LineClasses
{
    /// <summary>The highest first.</summary>
    public static int[] All { get; } = [500, 345, 230, 115, 1, 0];

    /// <summary>The class of a voltage.</summary>
    public static int Of(double? kv) => kv is { } known ? Array.Find(All, least => known >= least) : 0;

    public static int? Parse(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var least) && Array.IndexOf(All, least) >= 0 ? least : null;
}
