namespace GridApp.Features.Map;

/// <summary>A layer's twin: what it shows, as rows.</summary>
public enum MapTableKind
{
    Plants,
    Nodes,
    Lines,
    Zones,
}

/// <summary>Their words in the URL.</summary>
public static class MapTableKinds
{
    private static readonly string[] Codes = ["plants", "nodes", "lines", "zones"];

    public static string Code(this MapTableKind kind) => Codes[(int)kind];

    /// <summary>Null for none; "1" is what earlier links say of the plants.</summary>
    public static MapTableKind? Parse(string? code) => code == "1" ? MapTableKind.Plants : Array.IndexOf(Codes, code) is >= 0 and var index ? (MapTableKind)index : null;
}
