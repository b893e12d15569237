namespace GridApp.Domain.Simulation.Linear;

/// <summary>The native solver is not on this machine (HTTP 503): nothing can be simulated, everything else works.</summary>
public sealed record SolverMissing(string Sentence) : Failure(Sentence);
