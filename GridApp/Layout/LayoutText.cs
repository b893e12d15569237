namespace GridApp.Layout;

/// <summary>Marks the texts of the shell: LayoutText.resx and LayoutText.tr.resx.</summary>
public sealed class LayoutText;
