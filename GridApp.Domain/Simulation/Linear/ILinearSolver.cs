namespace GridApp.Domain.Simulation.Linear;

/// <summary>Whatever can solve linear programs. One is shared by all threads; each program belongs to one thread.</summary>
public interface ILinearSolver
{
    /// <summary>Its name and version, for logs and the page about the simulation.</summary>
    string Name { get; }

    ILinearProgram Load(LinearProblem problem);
}

/// <summary>A loaded linear program (minimise) with what its last solve found.</summary>
public interface ILinearProgram : IDisposable
{
    /// <summary>Starts the next solve from a basis that <see cref="Basis"/> gave for a program of the same shape.</summary>
    /// <returns>False, and nothing changes, when the lengths do not fit.</returns>
    bool StartFrom(ReadOnlySpan<byte> basis);

    /// <summary>Adds a row <c>lower ≤ Σ values·x[columns] ≤ upper</c>; the basis stays usable.</summary>
    void AddRow(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, double lower, double upper);

    LinearStatus Solve();

    double Objective { get; }

    /// <summary>Simplex iterations of the last solve.</summary>
    int Iterations { get; }

    /// <summary>The optimal values of the columns.</summary>
    double[] Columns();

    /// <summary>What one more unit of each row's bound would cost: the dual values, in the row's order.</summary>
    double[] RowPrices();

    /// <summary>A status per column, then per row: opaque, good for <see cref="StartFrom"/>.</summary>
    byte[] Basis();
}

public enum LinearStatus
{
    Optimal,
    Infeasible,
    Unbounded,
    GaveUp,
}
