using System.Runtime.InteropServices;

namespace GridApp.Domain.Simulation.Linear;

/// <summary>COIN-OR CLP, loaded from the system (Debian's package coinor-libclp1).</summary>
public sealed class ClpSolver : ILinearSolver
{
    private ClpSolver(string name) => Name = name;

    public string Name { get; }

    /// <summary>Loads the library.</summary>
    /// <param name="library">Its file name, as the system's loader looks it up.</param>
    /// <returns>The solver, or <see cref="SolverMissing"/> with what to install.</returns>
    public static Outcome<ILinearSolver> Load(string library = Clp.Library)
    {
        if (!NativeLibrary.TryLoad(library, typeof(Clp).Assembly, null, out _))
        {
            return new SolverMissing($"The solver library {library} is not installed on this machine, so the simulated market stands still. On Debian or Ubuntu: apt-get install coinor-libclp1");
        }
        try
        {
            return new ClpSolver("COIN-OR CLP " + Marshal.PtrToStringUTF8(Clp.Version()));
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException or BadImageFormatException)
        {
            return new SolverMissing($"The solver library {library} on this machine is not a usable COIN-OR CLP: {e.Message}");
        }
    }

    public ILinearProgram Load(LinearProblem problem) => new ClpProgram(problem);
}
