namespace GridApp.Features.Incidents;

/// <summary>Marks the texts of reporting and changing incidents: IncidentFormText.resx and IncidentFormText.tr.resx.</summary>
public sealed class IncidentFormText;
