namespace GridApp.Features.Incidents;

/// <summary>What a person does with an incident.</summary>
public enum IncidentAction
{
    Finish,
    Restore,
    Extend,
    Change,
    Cancel,
}
