namespace GridApp.Components.Charts;

/// <summary>Marks the texts of the charts, ChartsText.resx.</summary>
public sealed class ChartsText;
