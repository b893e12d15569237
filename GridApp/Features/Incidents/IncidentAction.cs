namespace GridApp.Features.Incidents;

/// <summary>What a person does with an incident that is not over.</summary>
public enum IncidentAction
{
    Finish,
    Restore,
    Extend,
    Cancel,
}
