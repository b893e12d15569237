using GridApp.Domain.Simulation.Linear;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>The seam to the solver.</summary>
public sealed class SolverTests
{
    [Fact]
    public void AMissingLibrary_IsAFailureWithASentence_NotACrash()
    {
        var outcome = ClpSolver.Load("libNobodyHasThis.so.7");
        var failure = Assert.IsType<SolverMissing>(outcome.Failure);
        Assert.Contains("apt-get install coinor-libclp1", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Clp_FindsOptimumAndDuals()
    {
        // max 3x + 2y, x + y <= 4, x + 3y <= 7, x <= 3: x = 3, y = 1, and the first row is worth 2.
        using var program = SmallGrids.Solver.Load(Example());
        Assert.Equal(LinearStatus.Optimal, program.Solve());
        Assert.Equal(-11, program.Objective, 9);
        Assert.Equal([3, 1], program.Columns().Select(x => Math.Round(x, 9)));
        Assert.Equal([-2, 0], program.RowPrices().Select(x => Math.Round(x, 9)));
    }

    [Fact]
    public void Clp_WithARowAdded_SolvesOnFromItsBasis()
    {
        using var program = SmallGrids.Solver.Load(Example());
        program.Solve();
        program.AddRow([1], [1], double.NegativeInfinity, 0.5);
        Assert.Equal(LinearStatus.Optimal, program.Solve());
        Assert.Equal(-10, program.Objective, 9);
        Assert.Equal(3, program.RowPrices().Length);
    }

    [Fact]
    public void Clp_FromTheOptimalBasis_NeedsNoIteration()
    {
        using var first = SmallGrids.Solver.Load(Example());
        first.Solve();
        using var second = SmallGrids.Solver.Load(Example());
        Assert.True(second.StartFrom(first.Basis()));
        second.Solve();
        Assert.Equal(0, second.Iterations);
        Assert.Equal(-11, second.Objective, 9);
    }

    [Fact]
    public void Clp_WithABasisOfAnotherShape_RefusesIt()
    {
        using var program = SmallGrids.Solver.Load(Example());
        Assert.False(program.StartFrom([1, 1, 1]));
        Assert.Equal(LinearStatus.Optimal, program.Solve());
    }

    [Fact]
    public void Clp_TellsInfeasibleApart()
    {
        var problem = new LinearProblem();
        problem.AddRow(5, 5);
        problem.AddColumn(1, 0, 1);
        problem.Entry(0, 1);
        using var program = SmallGrids.Solver.Load(problem);
        Assert.Equal(LinearStatus.Infeasible, program.Solve());
    }

    private static LinearProblem Example()
    {
        var problem = new LinearProblem();
        problem.AddRow(double.NegativeInfinity, 4);
        problem.AddRow(double.NegativeInfinity, 7);
        problem.AddColumn(-3, 0, 3);
        problem.Entry(0, 1);
        problem.Entry(1, 1);
        problem.AddColumn(-2, 0, double.PositiveInfinity);
        problem.Entry(0, 1);
        problem.Entry(1, 3);
        return problem;
    }
}
