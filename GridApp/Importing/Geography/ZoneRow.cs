namespace GridApp.Importing.Geography;

/// <summary>One accepted row of a file of zones.</summary>
internal sealed record ZoneRow(int Row, string? Market, string Code, string Name, string Type, string? Parent, string Source, bool Approximate, bool Simulated, PlacedShape Shape);
