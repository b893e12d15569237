using System.Runtime.InteropServices;

namespace GridApp.Domain.Simulation.Linear;

/// <summary>Minimise <c>cost·x</c> subject to <c>rowLower ≤ A·x ≤ rowUpper</c> and <c>lower ≤ x ≤ upper</c>. Built column by column, with A compressed by columns.</summary>
public sealed class LinearProblem
{
    private readonly List<double> cost = [];
    private readonly List<double> lower = [];
    private readonly List<double> upper = [];
    private readonly List<double> rowLower = [];
    private readonly List<double> rowUpper = [];
    private readonly List<int> starts = [0];
    private readonly List<int> rows = [];
    private readonly List<double> values = [];

    public int ColumnCount => cost.Count;

    public int RowCount => rowLower.Count;

    public ReadOnlySpan<double> Cost => CollectionsMarshal.AsSpan(cost);

    public ReadOnlySpan<double> Lower => CollectionsMarshal.AsSpan(lower);

    public ReadOnlySpan<double> Upper => CollectionsMarshal.AsSpan(upper);

    public ReadOnlySpan<double> RowLower => CollectionsMarshal.AsSpan(rowLower);

    public ReadOnlySpan<double> RowUpper => CollectionsMarshal.AsSpan(rowUpper);

    /// <summary>Where each column's entries begin in <see cref="Rows"/> and <see cref="Values"/>; one more than there are columns.</summary>
    public ReadOnlySpan<int> Starts => CollectionsMarshal.AsSpan(starts);

    public ReadOnlySpan<int> Rows => CollectionsMarshal.AsSpan(rows);

    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(values);

    /// <summary>Adds an empty row; its entries come with the columns.</summary>
    /// <returns>Its index.</returns>
    public int AddRow(double rowLower, double rowUpper)
    {
        this.rowLower.Add(rowLower);
        this.rowUpper.Add(rowUpper);
        return RowCount - 1;
    }

    /// <summary>Begins a column; <see cref="Entry"/> fills it until the next one begins.</summary>
    /// <returns>Its index.</returns>
    public int AddColumn(double cost, double lower, double upper)
    {
        this.cost.Add(cost);
        this.lower.Add(lower);
        this.upper.Add(upper);
        starts.Add(rows.Count);
        return ColumnCount - 1;
    }

    /// <summary>An entry of the column begun last; zeros are left out.</summary>
    public void Entry(int row, double value)
    {
        if (value == 0)
        {
            return;
        }
        rows.Add(row);
        values.Add(value);
        starts[^1] = rows.Count;
    }
}
