using GridApp.Domain.Organizations;

namespace GridApp.Domain.Plants;

/// <summary>What somebody says about a plant, before anybody believes it. Null is "not said".</summary>
/// <param name="CapacityMw">Nominal capacity, MW.</param>
/// <param name="Latitude">WGS84 degrees.</param>
/// <param name="Longitude">WGS84 degrees.</param>
/// <param name="Country">ISO 3166-1 alpha-3.</param>
public sealed record PlantFacts(
    string? Code,
    string? Name,
    double? CapacityMw,
    double? Latitude = null,
    double? Longitude = null,
    int? CommissioningYear = null,
    string? Eic = null,
    string? SourceFuel = null,
    string? Country = null,
    string? Zone = null,
    string? Owner = null);

/// <summary>What has to hold for one plant, whoever writes it: the importer, the API, a page.</summary>
public static class PlantRules
{
    public const int MaxCodeLength = 64;
    public const int MaxNameLength = 200;
    public const int MaxSourceFuelLength = 100;
    public const int MaxZoneLength = 100;
    public const int MaxOwnerLength = 300;
    public const int FirstYear = 1800;
    public const int LastYear = 2100;

    /// <summary>More than any plant on Earth has, by far: what is above it was written in kW or W.</summary>
    public const double MaxCapacityMw = 1_000_000;

    /// <summary>The rules that the facts break, in the order of the fields; empty when all is well. Capacity 0, an unknown fuel and a missing location are allowed.</summary>
    public static IReadOnlyList<Fault> Check(PlantFacts facts)
    {
        List<Fault>? faults = null;
        Text("code", facts.Code, MaxCodeLength, required: true);
        Text("name", facts.Name, MaxNameLength, required: true);
        Text("sourceFuel", facts.SourceFuel, MaxSourceFuelLength);
        Text("zone", facts.Zone, MaxZoneLength);
        Text("owner", facts.Owner, MaxOwnerLength);

        if (facts.CapacityMw is not { } capacity)
            Add("capacityMw", "CapacityMissing", "The capacity is missing; write 0 when it is not known.");
        else if (!double.IsFinite(capacity))
            Add("capacityMw", "CapacityNumber", "The capacity is not a finite number.");
        else if (capacity < 0)
            Add("capacityMw", "CapacityNegative", "The capacity is negative; it is given in MW, 0 or more.");
        else if (capacity > MaxCapacityMw)
            Add("capacityMw", "CapacityHuge", "The capacity is beyond any plant's; it is given in MW.");

        if (facts.Latitude is { } latitude && !(latitude is >= -90 and <= 90))
            Add("latitude", "LatitudeImpossible", "The latitude is impossible; it lies between -90 and 90 degrees.");
        if (facts.Longitude is { } longitude && !(longitude is >= -180 and <= 180))
            Add("longitude", "LongitudeImpossible", "The longitude is impossible; it lies between -180 and 180 degrees.");
        if (facts.Latitude is null != facts.Longitude is null)
            Add(facts.Latitude is null ? "latitude" : "longitude", "LocationHalf", "A location needs both latitude and longitude, or neither.");

        if (facts.CommissioningYear is < FirstYear or > LastYear)
            Add("commissioningYear", "YearImpossible", $"The year of commissioning lies between {FirstYear} and {LastYear}.");
        if (facts.Eic is not null && !Eic.IsValid(facts.Eic))
            Add("eic", "EicWrong", "This is not a valid EIC: 16 characters, the last of which checks the others.");
        if (facts.Country is { } country && !(country.Length == 3 && country.All(char.IsAsciiLetterUpper)))
            Add("country", "CountryWrong", "The country is three capital letters (ISO 3166-1 alpha-3), for example TUR.");

        return faults ?? (IReadOnlyList<Fault>)[];

        void Add(string field, string rule, string sentence) => (faults ??= []).Add(new(field, rule, sentence));

        void Text(string field, string? text, int maxLength, bool required = false)
        {
            if (required && string.IsNullOrWhiteSpace(text))
                Add(field, "TextMissing", $"The {field} is missing.");
            else if (text?.Length > maxLength)
                Add(field, "TextLong", $"The {(field == "sourceFuel" ? "fuel's word" : field)} is longer than {maxLength} characters.");
            else if (text?.Contains('\0', StringComparison.Ordinal) == true)
                Add(field, "TextControl", $"The {(field == "sourceFuel" ? "fuel's word" : field)} contains a character that no text may contain (NUL).");
        }
    }
}
