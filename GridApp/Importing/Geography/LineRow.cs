namespace GridApp.Importing.Geography;

/// <summary>One accepted row of a file of lines.</summary>
/// <param name="LimitMw">0 when nobody says it.</param>
/// <param name="Path">Null when the file has none.</param>
internal sealed record LineRow(
    int Row, string? Market, string Code, string Name, string Kind, double? VoltageKv, double LimitMw, string? FromNode, string? ToNode, string Source, bool Simulated, PlacedShape? Path);
