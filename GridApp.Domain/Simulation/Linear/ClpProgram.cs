using System.Runtime.InteropServices;

namespace GridApp.Domain.Simulation.Linear;

internal sealed class ClpProgram : ILinearProgram
{
    private const int NoPerturbation = 100;

    private readonly ClpModel model = new();
    private readonly int columns;
    private int rows;

    public ClpProgram(LinearProblem problem)
    {
        columns = problem.ColumnCount;
        rows = problem.RowCount;
        Clp.SetLogLevel(model, 0);
        // The same program from the same basis has to give the same answer on every run: no random perturbation of costs.
        Clp.SetPerturbation(model, NoPerturbation);
        Clp.LoadProblem(
            model, columns, rows, in First(problem.Starts), in First(problem.Rows), in First(problem.Values),
            in First(problem.Lower), in First(problem.Upper), in First(problem.Cost), in First(problem.RowLower), in First(problem.RowUpper));
    }

    public double Objective => Clp.ObjectiveValue(model);

    public int Iterations => Clp.NumberIterations(model);

    public bool StartFrom(ReadOnlySpan<byte> basis)
    {
        if (basis.Length != columns + rows)
        {
            return false;
        }
        Clp.CopyInStatus(model, in MemoryMarshal.GetReference(basis));
        return true;
    }

    public void AddRow(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, double lower, double upper)
    {
        ReadOnlySpan<int> starts = [0, columns.Length];
        Clp.AddRows(model, 1, in lower, in upper, in First(starts), in First(columns), in First(values));
        rows++;
    }

    public LinearStatus Solve()
    {
        var status = Clp.Dual(model, 0);
        if (status is not (0 or 1))
        {
            status = Clp.Primal(model, 0);
        }
        return status switch
        {
            0 => LinearStatus.Optimal,
            1 => LinearStatus.Infeasible,
            2 => LinearStatus.Unbounded,
            _ => LinearStatus.GaveUp,
        };
    }

    public double[] Columns() => Copy(Clp.PrimalColumnSolution(model), columns);

    public double[] RowPrices() => Copy(Clp.DualRowSolution(model), rows);

    public byte[] Basis()
    {
        var status = new byte[columns + rows];
        Marshal.Copy(Clp.StatusArray(model), status, 0, status.Length);
        for (var i = 0; i < status.Length; i++)
        {
            // The upper bits are CLP's own marks for the solve that ended.
            status[i] &= 7;
        }
        return status;
    }

    public void Dispose() => model.Dispose();

    private static double[] Copy(nint from, int length)
    {
        var copy = new double[length];
        if (length > 0)
        {
            Marshal.Copy(from, copy, 0, length);
        }
        return copy;
    }

    private static ref readonly T First<T>(ReadOnlySpan<T> span) => ref MemoryMarshal.GetReference(span);
}
