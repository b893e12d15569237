namespace GridApp.Domain.Prices;

/// <summary>Mean and deviation of earlier prices, node by node, gathered one interval at a time (Welford's way, which does not lose digits).</summary>
public sealed class HourHistory(int nodes)
{
    private readonly int[] counts = new int[nodes];
    private readonly double[] means = new double[nodes];
    private readonly double[] squares = new double[nodes];

    /// <summary>Takes in an interval; NaN says nothing.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
                continue;
            counts[i]++;
            var away = values[i] - means[i];
            means[i] += away / counts[i];
            squares[i] += away * (values[i] - means[i]);
        }
    }

    /// <summary>How many earlier prices a node has.</summary>
    public int Count(int node) => counts[node];

    public double Mean(int node) => means[node];

    /// <summary>Standard deviation of a sample.</summary>
    public double Deviation(int node) => counts[node] > 1 ? Math.Sqrt(squares[node] / (counts[node] - 1)) : 0;
}
