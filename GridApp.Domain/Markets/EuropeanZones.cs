using GridApp.Domain.Geography;

namespace GridApp.Domain.Markets;

/// <summary>
/// The bidding zones of the ENTSO-E transparency platform. Coupled zones trade day-ahead quarters of an hour since 2025-10-01;
/// the others trade hours, Ireland and Great Britain also half hours.
/// </summary>
internal static class EuropeanZones
{
    private const int Quarter = 15;
    private const int HalfHour = 30;
    private const int Hour = 60;

    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<Market> All { get; } =
    [
        Zone("AL", "Albania", "Europe/Tirane", Hour),
        Zone("AT", "Austria", "Europe/Vienna", Quarter),
        Zone("BE", "Belgium", "Europe/Brussels", Quarter),
        Zone("BG", "Bulgaria", "Europe/Sofia", Quarter),
        Zone("CH", "Switzerland", "Europe/Zurich", Hour),
        Zone("CZ", "Czechia", "Europe/Prague", Quarter),
        Zone("DE_LU", "Germany and Luxembourg", "Europe/Berlin", Quarter),
        Zone("DK_1", "Denmark, west", "Europe/Copenhagen", Quarter),
        Zone("DK_2", "Denmark, east", "Europe/Copenhagen", Quarter),
        Zone("EE", "Estonia", "Europe/Tallinn", Quarter),
        Zone("ES", "Spain", "Europe/Madrid", Quarter),
        Zone("FI", "Finland", "Europe/Helsinki", Quarter),
        Zone("FR", "France", "Europe/Paris", Quarter),
        Zone("GB", "Great Britain", "Europe/London", Hour, "GBP"),
        Zone("GR", "Greece", "Europe/Athens", Quarter),
        Zone("HR", "Croatia", "Europe/Zagreb", Quarter),
        Zone("HU", "Hungary", "Europe/Budapest", Quarter),
        Zone("IE_SEM", "Ireland, single electricity market", "Europe/Dublin", HalfHour),
        Zone("IT_CALA", "Italy, Calabria", "Europe/Rome", Quarter),
        Zone("IT_CNOR", "Italy, centre north", "Europe/Rome", Quarter),
        Zone("IT_CSUD", "Italy, centre south", "Europe/Rome", Quarter),
        Zone("IT_NORD", "Italy, north", "Europe/Rome", Quarter),
        Zone("IT_SARD", "Italy, Sardinia", "Europe/Rome", Quarter),
        Zone("IT_SICI", "Italy, Sicily", "Europe/Rome", Quarter),
        Zone("IT_SUD", "Italy, south", "Europe/Rome", Quarter),
        Zone("LT", "Lithuania", "Europe/Vilnius", Quarter),
        Zone("LV", "Latvia", "Europe/Riga", Quarter),
        Zone("ME", "Montenegro", "Europe/Podgorica", Hour),
        Zone("MK", "North Macedonia", "Europe/Skopje", Hour),
        Zone("NL", "Netherlands", "Europe/Amsterdam", Quarter),
        Zone("NO_1", "Norway, Oslo", "Europe/Oslo", Quarter),
        Zone("NO_2", "Norway, Kristiansand", "Europe/Oslo", Quarter),
        Zone("NO_3", "Norway, Trondheim", "Europe/Oslo", Quarter),
        Zone("NO_4", "Norway, Tromsø", "Europe/Oslo", Quarter),
        Zone("NO_5", "Norway, Bergen", "Europe/Oslo", Quarter),
        Zone("PL", "Poland", "Europe/Warsaw", Quarter),
        Zone("PT", "Portugal", "Europe/Lisbon", Quarter),
        Zone("RO", "Romania", "Europe/Bucharest", Quarter),
        Zone("RS", "Serbia", "Europe/Belgrade", Hour),
        Zone("SE_1", "Sweden, Luleå", "Europe/Stockholm", Quarter),
        Zone("SE_2", "Sweden, Sundsvall", "Europe/Stockholm", Quarter),
        Zone("SE_3", "Sweden, Stockholm", "Europe/Stockholm", Quarter),
        Zone("SE_4", "Sweden, Malmö", "Europe/Stockholm", Quarter),
        Zone("SI", "Slovenia", "Europe/Ljubljana", Quarter),
        Zone("SK", "Slovakia", "Europe/Bratislava", Quarter),
    ];

    private static Market Zone(string code, string name, string timeZone, int dayAheadMinutes, string currency = "EUR") =>
        new(code, name, timeZone, currency, Simulated: false, [new MarketKind("DAM", dayAheadMinutes)]) { Boundary = ZoneType.BiddingZone };
}
