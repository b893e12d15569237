namespace GridApp.Features.Imports;

/// <summary>Marks the texts of the import pages: ImportsText.resx and ImportsText.tr.resx.</summary>
public sealed class ImportsText;
