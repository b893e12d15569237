namespace GridApp.Domain.Simulation.Grid;

/// <summary>A line or transformer of the alternating-current network.</summary>
/// <param name="FromBus">Index in <see cref="GridData.Buses"/>; a positive flow runs from here.</param>
/// <param name="Resistance">Per unit on 100 MVA.</param>
/// <param name="Reactance">Per unit on 100 MVA, tap ratio included.</param>
/// <param name="RatingMw">Continuous rating; 0 carries nothing, infinity has no limit.</param>
/// <param name="OutagesPerYear">Permanent outages; 0 means never. Transient ones reclose by themselves and are not simulated.</param>
/// <param name="RepairHours">Mean duration of a permanent outage.</param>
public sealed record Branch(
    string Uid, int FromBus, int ToBus, double Resistance, double Reactance, double RatingMw, bool Transformer, double OutagesPerYear, double RepairHours, double LengthMiles);

/// <summary>A direct-current line: an injection pair that the market sets freely within its rating, without loss.</summary>
/// <param name="FromBus">Index in <see cref="GridData.Buses"/>; a positive flow runs from here.</param>
public sealed record DcLine(string Uid, int FromBus, int ToBus, double RatingMw, double OutagesPerYear, double RepairHours);
