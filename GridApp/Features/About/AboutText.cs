namespace GridApp.Features.About;

/// <summary>Marks the texts of the page about sources and licences: AboutText.resx and AboutText.tr.resx.</summary>
public sealed class AboutText;
