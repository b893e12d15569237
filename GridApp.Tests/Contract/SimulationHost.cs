namespace GridApp.Tests.Contract;

/// <summary>The whole app with its simulated market, as a first start has it.</summary>
public sealed class SimulationHost : GridAppHost
{
    protected override bool Simulation => true;
}
