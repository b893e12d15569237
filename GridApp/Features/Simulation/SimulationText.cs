namespace GridApp.Features.Simulation;

/// <summary>Marks the texts of what the simulated market says on other pages: SimulationText.resx and SimulationText.tr.resx.</summary>
public sealed class SimulationText;
