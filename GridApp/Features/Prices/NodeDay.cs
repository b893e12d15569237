using GridApp.Domain.Prices;
using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>A node's UTC day of one owner, as stored.</summary>
/// <param name="Seconds">Starts of its intervals, from the day's start.</param>
/// <param name="Minutes">Their lengths.</param>
/// <param name="Values">Packed values of each component in their order; null where the day has none.</param>
internal sealed record NodeDay(int NodeId, DateTime Day, int[] Seconds, short[] Minutes, byte[]?[] Values)
{
    /// <summary>The components of alias d, which <see cref="ReadValues"/> expects in this order.</summary>
    public const string ValueColumns = "d.total, d.energy, d.congestion, d.loss, d.ghg";

    public static byte[]?[] ReadValues(NpgsqlDataReader row, int column)
    {
        var values = new byte[]?[PriceComponents.All.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = row.Bytes(column + i);
        return values;
    }
}
