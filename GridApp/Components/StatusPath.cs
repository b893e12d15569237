using GridApp.Domain.Plants;

namespace GridApp.Components;

/// <summary>The shape of each state, on a grid of 12: circle, triangle, cross, square; a ring for what is not known.</summary>
internal static class StatusPath
{
    public static string Of(PlantStatus? status) => status switch
    {
        PlantStatus.Available => "M6 1A5 5 0 1 1 6 11 5 5 0 1 1 6 1Z",
        PlantStatus.Derated => "M6 .8 11.6 10.8H.4Z",
        PlantStatus.ForcedOutage => "M2.4.9 6 4.5 9.6.9 11.1 2.4 7.5 6 11.1 9.6 9.6 11.1 6 7.5 2.4 11.1.9 9.6 4.5 6 .9 2.4Z",
        PlantStatus.PlannedMaintenance => "M1.2 1.2H10.8V10.8H1.2Z",
        _ => "M6 1A5 5 0 1 1 6 11 5 5 0 1 1 6 1ZM6 3A3 3 0 1 0 6 9 3 3 0 1 0 6 3Z",
    };
}
