using GridApp.Features.Simulation;

namespace GridApp.Features.Replay;

/// <summary>What a market did as a whole over a span. Numbers named <c>at</c> are milliseconds from <c>start</c>.</summary>
/// <param name="Market">Market code.</param>
/// <param name="Kind">DAM (scheduled the day before), FMM or RTM (as it came).</param>
/// <param name="Start">First instant.</param>
/// <param name="End">First instant after.</param>
/// <param name="TimeZone">The market's, IANA.</param>
/// <param name="Simulated">Whether it is simulated.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="Aggregated">Intervals are gathered into hours: means by minutes.</param>
/// <param name="Series">One for each quantity that there is anything of.</param>
/// <param name="Fuels">Generation by fuel; null where nothing is known of it.</param>
/// <param name="Binding">Lines at their limits, by interval; of the simulated grid.</param>
public sealed record ReplaySystemAnswer(
    string Market, string Kind, DateTimeOffset Start, DateTimeOffset End, string TimeZone, bool Simulated, string? Source, bool Aggregated, IReadOnlyList<ReplaySeries> Series, ReplayFuels? Fuels,
    IReadOnlyList<ReplayBinding> Binding);

/// <summary>One quantity.</summary>
/// <param name="Name"><c>price load forecast losses intensity shed spilled</c>.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="At">Starts of the intervals.</param>
/// <param name="Minutes">Their lengths.</param>
/// <param name="Values">Null where nothing is known.</param>
public sealed record ReplaySeries(string Name, string Unit, IReadOnlyList<long> At, IReadOnlyList<int> Minutes, IReadOnlyList<double?> Values);

/// <summary>Generation by fuel, mean MW; a storage that charges counts against its fuel.</summary>
/// <param name="At">Starts of the intervals.</param>
/// <param name="Minutes">Their lengths.</param>
/// <param name="Columns">The most first.</param>
public sealed record ReplayFuels(IReadOnlyList<long> At, IReadOnlyList<int> Minutes, IReadOnlyList<ReplayFuel> Columns);

/// <param name="Fuel">Fuel code.</param>
/// <param name="Values">MW; null where nothing is known.</param>
public sealed record ReplayFuel(string Fuel, IReadOnlyList<double?> Values);

/// <summary>Lines at their limits in an interval.</summary>
/// <param name="At">Its start.</param>
/// <param name="Minutes">Its length.</param>
/// <param name="Lines">The dearest first.</param>
public sealed record ReplayBinding(long At, int Minutes, IReadOnlyList<BindingLine> Lines);
