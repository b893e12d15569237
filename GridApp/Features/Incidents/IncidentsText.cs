namespace GridApp.Features.Incidents;

/// <summary>Marks the texts of the incidents' pages: IncidentsText.resx and IncidentsText.tr.resx.</summary>
public sealed class IncidentsText;
