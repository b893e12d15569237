namespace GridApp.Features.Incidents;

/// <summary>What an incident can be about: a plant with its units, or a line or transformer.</summary>
/// <param name="PlantId">Null for a line.</param>
/// <param name="LineId">Null for a plant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Market">Code; null when it is in none.</param>
/// <param name="Fuel">Fuel code; null for a line.</param>
/// <param name="CapacityMw">Nominal MW.</param>
/// <param name="OrganizationId">Whose; null for public data sets.</param>
/// <param name="Simulated">Of the simulated grid.</param>
/// <param name="Units">Generating units by code; none for lines and for plants that name none.</param>
public sealed record IncidentSubject(
    int? PlantId,
    int? LineId,
    string Name,
    string? Market,
    string? Fuel,
    double CapacityMw,
    int? OrganizationId,
    bool Simulated,
    IReadOnlyList<SubjectUnit> Units)
{
    /// <summary>The unit of a number; null when the plant has none of it.</summary>
    public SubjectUnit? Unit(int? id) => id is null ? null : Units.FirstOrDefault(unit => unit.Id == id);
}

/// <summary>A unit of a plant.</summary>
/// <param name="CapacityMw">Nominal MW.</param>
public sealed record SubjectUnit(int Id, string Code, double CapacityMw);
