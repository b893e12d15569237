namespace GridApp.Domain.Incidents;

/// <summary>Why capacity is missing (after IEEE 762), as the API names it: lower case of the member's name.</summary>
public enum IncidentType
{
    Forced,
    Planned,
    Maintenance,
    Derate,
}
