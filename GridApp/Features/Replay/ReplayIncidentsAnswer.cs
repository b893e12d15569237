namespace GridApp.Features.Replay;

/// <summary>What was out over a span, for going through it moment by moment. Numbers named <c>at</c>, <c>from</c> and <c>to</c> are milliseconds from <c>start</c>.</summary>
/// <param name="Market">Market code.</param>
/// <param name="Start">First instant.</param>
/// <param name="End">First instant after.</param>
/// <param name="Known"><c>now</c>: as it is known now; <c>then</c>: at each moment what was known at it.</param>
/// <param name="LeftOut">Stretches that were too many for one answer: those that take the least.</param>
/// <param name="Types">Type codes, by the numbers in <paramref name="Segments"/>.</param>
/// <param name="Statuses">Status codes, by the numbers in <paramref name="Plants"/>.</param>
/// <param name="Incidents">Each once.</param>
/// <param name="Segments">What they take, stretch by stretch.</param>
/// <param name="Plants">How what can be used of a plant changes; plants that stay available are not named.</param>
public sealed record ReplayIncidentsAnswer(
    string Market, DateTimeOffset Start, DateTimeOffset End, string Known, long LeftOut, IReadOnlyList<string> Types, IReadOnlyList<string> Statuses,
    IReadOnlyList<ReplayIncident> Incidents, ReplaySegments Segments, IReadOnlyList<ReplayPlant> Plants);

/// <summary>An incident that lasts at some instant of the span.</summary>
/// <param name="Id">Its number.</param>
/// <param name="PlantId">The plant; null for a line's.</param>
/// <param name="Unit">Code of the unit, where it is one's.</param>
/// <param name="LineId">The line or transformer; null for a plant's.</param>
/// <param name="Name">Of the plant or the line.</param>
/// <param name="Fuel">Of the plant.</param>
/// <param name="Reason">For the own organization, and of what is public; null for others, and where it is asked what was known then: see <paramref name="Reasons"/>.</param>
/// <param name="CapacityMw">Of the subject.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended; null while it lasts, and where it is asked what was known then.</param>
/// <param name="ExpectedEnd">Until when it is expected to last; null where it is asked what was known then.</param>
/// <param name="Simulated">Whether it is simulated.</param>
/// <param name="Longitude">Of the plant.</param>
/// <param name="Latitude">Of the plant.</param>
/// <param name="Reasons">Where it is asked what was known then: what was said of why, from when on, the oldest first (the first counts from ever); empty for other organizations' incidents. Null otherwise.</param>
public sealed record ReplayIncident(
    int Id, int? PlantId, string? Unit, int? LineId, string Name, string? Fuel, string? Reason, double CapacityMw, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset? ExpectedEnd,
    bool Simulated, double? Longitude, double? Latitude, IReadOnlyList<ReplayReason>? Reasons);

/// <summary>What was said of why, until the next one was.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Text">Null: nothing.</param>
public sealed record ReplayReason(long At, string? Text);

/// <summary>Stretches in columns.</summary>
/// <param name="Incident">Index into the incidents.</param>
/// <param name="From">From when on; negative for one that began before the span.</param>
/// <param name="To">Until when, exclusive; null for one that lasts.</param>
/// <param name="Mw">MW out, as published.</param>
/// <param name="Type">Index into the types.</param>
public sealed record ReplaySegments(IReadOnlyList<int> Incident, IReadOnlyList<long> From, IReadOnlyList<long?> To, IReadOnlyList<double> Mw, IReadOnlyList<int> Type);

/// <summary>What can be used of a plant, in steps: before the first, all of it.</summary>
/// <param name="Id">The plant.</param>
/// <param name="At">When each begins.</param>
/// <param name="Status">Index into the statuses.</param>
/// <param name="AvailableMw">MW that can be used.</param>
public sealed record ReplayPlant(int Id, IReadOnlyList<long> At, IReadOnlyList<int> Status, IReadOnlyList<double> AvailableMw);
