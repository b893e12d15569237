namespace GridApp.Components;

/// <summary>Marks the texts of the shared components: ComponentsText.resx and ComponentsText.tr.resx.</summary>
public sealed class ComponentsText;
