namespace GridApp.Domain.Plants;

/// <summary>What of a plant can be used, as the API names it (snake_case of the member's name). The order is the byte of the packed map format: append only.</summary>
public enum PlantStatus
{
    Available,
    Derated,
    ForcedOutage,
    PlannedMaintenance,
}
