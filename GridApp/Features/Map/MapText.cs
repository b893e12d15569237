namespace GridApp.Features.Map;

/// <summary>Marks the texts of the map: MapText.resx and MapText.tr.resx.</summary>
public sealed class MapText;
