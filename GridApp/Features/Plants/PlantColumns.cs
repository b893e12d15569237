using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>The plants of a snapshot column by column, so that a filter walks through a few dense arrays.</summary>
internal sealed class PlantColumns
{
    private readonly Dictionary<string, ushort> marketIds = new(StringComparer.Ordinal);

    public PlantColumns(CataloguePlant[] plants)
    {
        Longitude = new double[plants.Length];
        Latitude = new double[plants.Length];
        CapacityMw = new double[plants.Length];
        Fuel = new byte[plants.Length];
        Status = new byte[plants.Length];
        AvailableMw = new double[plants.Length];
        Market = new ushort[plants.Length];
        OrganizationId = new int[plants.Length];
        Simulated = new bool[plants.Length];
        for (int i = 0; i < plants.Length; i++)
        {
            CataloguePlant plant = plants[i];
            Longitude[i] = plant.Longitude ?? double.NaN;
            Latitude[i] = plant.Latitude ?? double.NaN;
            CapacityMw[i] = plant.CapacityMw;
            Fuel[i] = (byte)plant.Fuel;
            Availability availability = Availability.Of(plant.CapacityMw);
            Status[i] = (byte)availability.Status;
            AvailableMw[i] = availability.AvailableMw;
            Market[i] = MarketId(plant.Market);
            OrganizationId[i] = plant.OrganizationId ?? 0;
            Simulated[i] = plant.Simulated;
        }
    }

    /// <summary>Degrees, NaN without a location.</summary>
    public double[] Longitude { get; }

    /// <summary>Degrees, NaN without a location.</summary>
    public double[] Latitude { get; }

    /// <summary>MW.</summary>
    public double[] CapacityMw { get; }

    /// <summary>Members of <see cref="Domain.Plants.Fuel"/>.</summary>
    public byte[] Fuel { get; }

    /// <summary>Members of <see cref="PlantStatus"/>.</summary>
    public byte[] Status { get; }

    /// <summary>MW.</summary>
    public double[] AvailableMw { get; }

    /// <summary>Ids of <see cref="IdsOf"/>, 0 without a market.</summary>
    public ushort[] Market { get; }

    /// <summary>0 without an organization.</summary>
    public int[] OrganizationId { get; }

    public bool[] Simulated { get; }

    public Availability AvailabilityAt(int index) => new((PlantStatus)Status[index], AvailableMw[index]);

    /// <summary>By market id, whether a filter wants it.</summary>
    public bool[] IdsOf(IReadOnlyList<string> markets)
    {
        var wanted = new bool[marketIds.Count + 1];
        foreach (string market in markets)
        {
            if (market == PlantFilter.NoMarket)
                wanted[0] = true;
            else if (marketIds.TryGetValue(market, out ushort id))
                wanted[id] = true;
        }

        return wanted;
    }

    private ushort MarketId(string? market)
    {
        if (market is null)
            return 0;
        if (!marketIds.TryGetValue(market, out ushort id))
            marketIds.Add(market, id = (ushort)(marketIds.Count + 1));
        return id;
    }
}
