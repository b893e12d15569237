using GridApp.Domain.Markets;

namespace GridApp.Importing;

/// <summary>The market that serves a place, where one market serves the whole state or country nearly alone; always approximate.</summary>
public sealed class MarketTerritory(UsStates states)
{
    /// <summary>Lets the shapes be read while the caller does something else.</summary>
    public void Prepare() => states.Prepare();

    /// <summary>The market's code, or null when none or several serve the place.</summary>
    /// <param name="country">ISO 3166-1 alpha-3, or null when it is not known.</param>
    /// <param name="longitude">WGS84 degrees, or null.</param>
    /// <param name="latitude">WGS84 degrees, or null.</param>
    public string? Of(string? country, double? longitude, double? latitude) =>
        country is not (null or "USA") ? Territories.OfCountry(country)
        : longitude is { } east && latitude is { } north ? Territories.OfUsState(states.At(east, north))
        : null;
}
