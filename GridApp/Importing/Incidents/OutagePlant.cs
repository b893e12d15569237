using GridApp.Domain.Plants;

namespace GridApp.Importing.Incidents;

/// <summary>A plant that outages are of: in the database, or about to be.</summary>
/// <param name="Id">Null while it is only described by the file.</param>
/// <param name="OrganizationId">Its tenant, or null.</param>
/// <param name="CapacityMw">Nominal, MW.</param>
/// <param name="Simulated">Of the simulated market.</param>
internal sealed record OutagePlant(string Code, int? Id, int? OrganizationId, double CapacityMw, bool Simulated);

/// <summary>A plant of the market, whose place and fuel a resource of the same name may share.</summary>
internal sealed record NamedPlace(string Name, string Fuel, string SourceFuel, string? Country, double Longitude, double Latitude)
{
    /// <summary>Places by the key of their names; names that several plants share tell nothing and are left out.</summary>
    public static Dictionary<string, NamedPlace> ByName(IEnumerable<NamedPlace> places) => places
        .GroupBy(place => PlantNames.Key(place.Name), StringComparer.Ordinal)
        .Where(group => group.Key.Length > 0 && group.Count() == 1)
        .ToDictionary(group => group.Key, group => group.Single(), StringComparer.Ordinal);
}
