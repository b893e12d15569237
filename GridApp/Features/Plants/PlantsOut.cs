using System.Buffers.Binary;
using System.Security.Cryptography;
using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>What of the plants cannot be used at a moment, as the database derives it from incidents.</summary>
public sealed class PlantsOut
{
    private readonly PlantOut[] plants;

    /// <param name="from">The moment.</param>
    /// <param name="until">The first moment after it at which the answer may be another without anybody writing; null when nothing more is known.</param>
    /// <param name="plants">The plants of which something is out, in any order.</param>
    internal PlantsOut(DateTimeOffset from, DateTimeOffset? until, IEnumerable<PlantOut> plants)
    {
        From = from;
        Until = until;
        this.plants = [.. plants.Where(plant => plant.Availability.Status != PlantStatus.Available).OrderBy(plant => plant.PlantId)];
        Mark = MarkOf(this.plants);
    }

    /// <summary>Everything can be used.</summary>
    public static PlantsOut Nothing { get; } = new(DateTimeOffset.MinValue, null, []);

    /// <summary>The moment that was asked for.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Until when it stays so if nobody writes, exclusive; null for as long as is known.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>Equal for equal contents, on every process and at every time: short enough for an ETag.</summary>
    public string Mark { get; }

    /// <summary>The plants of which something is out, by id.</summary>
    public ReadOnlySpan<PlantOut> Plants => plants;

    /// <summary>Whether this is also the answer for another moment.</summary>
    public bool Covers(DateTimeOffset at) => From <= at && (Until is not { } until || at < until);

    private static string MarkOf(PlantOut[] plants)
    {
        if (plants.Length == 0)
            return "0";
        const int Length = sizeof(int) + 1 + sizeof(double);
        var bytes = new byte[plants.Length * Length];
        for (int i = 0; i < plants.Length; i++)
        {
            Span<byte> one = bytes.AsSpan(i * Length, Length);
            BinaryPrimitives.WriteInt32LittleEndian(one, plants[i].PlantId);
            one[sizeof(int)] = (byte)plants[i].Availability.Status;
            BinaryPrimitives.WriteDoubleLittleEndian(one[(sizeof(int) + 1)..], plants[i].Availability.AvailableMw);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
    }
}

/// <summary>A plant of which something cannot be used.</summary>
/// <param name="PlantId">Which.</param>
/// <param name="Availability">What is left.</param>
public readonly record struct PlantOut(int PlantId, Availability Availability);
