using GridApp.Domain.Incidents;

namespace GridApp.Importing.Incidents;

/// <summary>One row of a file of outages, believed so far. An object: lists of outages grow, and would copy large values again and again.</summary>
/// <param name="Row">Its number as a spreadsheet counts.</param>
/// <param name="Key">The source's identifier of the outage.</param>
/// <param name="Plant">Code of the plant.</param>
/// <param name="End">Exclusive; null while it lasts.</param>
/// <param name="Mw">MW out of service, positive.</param>
/// <param name="KnownFrom">When the source had published it.</param>
/// <param name="Cancelled">The outage does not take place.</param>
internal sealed record OutageRow(
    int Row,
    string Key,
    string Plant,
    IncidentType Type,
    string? Reason,
    string? CauseCode,
    string? Description,
    DateTimeOffset Start,
    DateTimeOffset? End,
    DateTimeOffset? ExpectedEnd,
    double Mw,
    DateTimeOffset KnownFrom,
    bool Cancelled = false);
