using System.Collections.Frozen;

namespace GridApp.Domain.Markets;

/// <summary>
/// Which market serves a whole US state or country nearly alone. What follows from it is approximate: markets end at the edges of utilities, not of
/// states, so a plant near an edge may belong to the neighbour. Territories that several markets share are left out on purpose.
/// </summary>
public static class Territories
{
    private static readonly FrozenDictionary<string, string> States = Table(
        ("CAISO", "CA"),
        ("ERCOT", "TX"),
        ("NYISO", "NY"),
        ("ISONE", "CT ME MA NH RI VT"),
        ("PJM", "PA NJ DE MD DC OH WV VA"),
        ("MISO", "MN WI IA MI"),
        ("SPP", "KS OK NE"));

    // Shared by several zones, hence absent: ITA, SWE, NOR, DNK.
    private static readonly FrozenDictionary<string, string> Countries = Table(
        ("EPIAS", "TUR"), ("DE_LU", "DEU LUX"), ("IE_SEM", "IRL"), ("GB", "GBR"),
        ("AL", "ALB"), ("AT", "AUT"), ("BE", "BEL"), ("BG", "BGR"), ("CH", "CHE"), ("CZ", "CZE"), ("EE", "EST"), ("ES", "ESP"), ("FI", "FIN"),
        ("FR", "FRA"), ("GR", "GRC"), ("HR", "HRV"), ("HU", "HUN"), ("LT", "LTU"), ("LV", "LVA"), ("ME", "MNE"), ("MK", "MKD"), ("NL", "NLD"),
        ("PL", "POL"), ("PT", "PRT"), ("RO", "ROU"), ("RS", "SRB"), ("SI", "SVN"), ("SK", "SVK"));

    /// <summary>The code of the market that serves this US state nearly alone, or null.</summary>
    /// <param name="postalCode">Two capital letters, for example <c>CA</c>.</param>
    public static string? OfUsState(string? postalCode) => postalCode is not null && States.TryGetValue(postalCode, out var market) ? market : null;

    /// <summary>The code of the market that serves this country nearly alone, or null. The United States have several: see <see cref="OfUsState"/>.</summary>
    /// <param name="alpha3">ISO 3166-1 alpha-3, for example <c>TUR</c>.</param>
    public static string? OfCountry(string? alpha3) => alpha3 is not null && Countries.TryGetValue(alpha3, out var market) ? market : null;

    private static FrozenDictionary<string, string> Table(params (string Market, string Places)[] rows) =>
        rows.SelectMany(row => row.Places.Split(' ').Select(place => KeyValuePair.Create(place, row.Market)))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
