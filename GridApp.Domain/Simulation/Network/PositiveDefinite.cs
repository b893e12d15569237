namespace GridApp.Domain.Simulation.Network;

/// <summary>Symmetric positive definite matrices, dense and row by row: a network of a hundred buses needs nothing finer.</summary>
internal static class PositiveDefinite
{
    /// <summary>The inverse, by Cholesky's factorisation.</summary>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public static double[] Invert(double[] matrix, int size)
    {
        var factor = Factor(matrix, size);
        var inverse = new double[size * size];
        var column = new double[size];
        for (var c = 0; c < size; c++)
        {
            Array.Clear(column);
            column[c] = 1;
            for (var i = c; i < size; i++)
            {
                var sum = column[i];
                for (var j = c; j < i; j++)
                {
                    sum -= factor[i * size + j] * column[j];
                }
                column[i] = sum / factor[i * size + i];
            }
            for (var i = size - 1; i >= c; i--)
            {
                var sum = column[i];
                for (var j = i + 1; j < size; j++)
                {
                    sum -= factor[j * size + i] * column[j];
                }
                column[i] = sum / factor[i * size + i];
                inverse[i * size + c] = column[i];
                inverse[c * size + i] = column[i];
            }
        }
        return inverse;
    }

    private static double[] Factor(double[] matrix, int size)
    {
        var factor = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * size + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[i * size + k] * factor[j * size + k];
                }
                if (i != j)
                {
                    factor[i * size + j] = sum / factor[j * size + j];
                }
                else if (sum > 0)
                {
                    factor[i * size + i] = Math.Sqrt(sum);
                }
                else
                {
                    throw new ArithmeticException("The matrix is not positive definite.");
                }
            }
        }
        return factor;
    }
}
