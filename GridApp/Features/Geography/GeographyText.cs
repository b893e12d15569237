namespace GridApp.Features.Geography;

/// <summary>Marks the words of zones and lines.</summary>
public sealed class GeographyText;
