using GridApp.Domain.Plants;

namespace GridApp.Importing.Plants;

/// <summary>One accepted row of a file of plants. Fields that the file lacks have their default; <see cref="PlantColumns"/> tells which.</summary>
/// <param name="MarketApproximate">The market follows from the place, not from the source.</param>
internal sealed record PlantRow(
    int Row,
    string Code,
    string Name,
    Fuel Fuel,
    string SourceFuel,
    double CapacityMw,
    double? Longitude,
    double? Latitude,
    string? Country,
    string? Market,
    bool MarketApproximate,
    string? Zone,
    string? Owner,
    string? Eic,
    bool IsYekdem,
    bool IsRes,
    int? CommissioningYear,
    string Source,
    string? SourceUrl);
