namespace GridApp.Domain.Plants;

/// <summary>Main fuel of a plant, as the API names it (lower case of the member's name). The order is the byte of the packed map format: append only.</summary>
public enum Fuel
{
    Unknown,
    Gas,
    Coal,
    Oil,
    Nuclear,
    Hydro,
    Wind,
    Solar,
    Biomass,
    Geothermal,
    Waste,
    Storage,
    Cogeneration,
    Petcoke,
    Marine,
    Other,
}
