namespace GridApp.Features.Scores;

/// <summary>Marks the texts of the page of models: ScoresText.resx and ScoresText.tr.resx.</summary>
public sealed class ScoresText;
