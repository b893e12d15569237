namespace GridApp.Features.Plants;

/// <summary>Marks the texts of the plants' pages: PlantsText.resx and PlantsText.tr.resx.</summary>
public sealed class PlantsText;
