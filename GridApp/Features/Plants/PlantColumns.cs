using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>The plants of a snapshot column by column, so that a filter walks through a few dense arrays.</summary>
internal sealed class PlantColumns
{
    private readonly Dictionary<string, ushort> marketIds;

    /// <summary>The columns of these plants.</summary>
    public PlantColumns(CataloguePlant[] plants)
        : this(plants, new Dictionary<string, ushort>(StringComparer.Ordinal))
    {
    }

    private PlantColumns(CataloguePlant[] plants, Dictionary<string, ushort> marketIds)
    {
        this.marketIds = marketIds;
        Id = Array.ConvertAll(plants, plant => plant.Id);
        Longitude = Array.ConvertAll(plants, plant => plant.Longitude ?? double.NaN);
        Latitude = Array.ConvertAll(plants, plant => plant.Latitude ?? double.NaN);
        CapacityMw = Array.ConvertAll(plants, plant => plant.CapacityMw);
        Fuel = Array.ConvertAll(plants, plant => (byte)plant.Fuel);
        Availability[] availability = Array.ConvertAll(plants, plant => Availability.Of(plant.CapacityMw));
        Status = Array.ConvertAll(availability, now => (byte)now.Status);
        AvailableMw = Array.ConvertAll(availability, now => now.AvailableMw);
        Market = Array.ConvertAll(plants, plant => MarketId(plant.Market));
        OrganizationId = Array.ConvertAll(plants, plant => plant.OrganizationId ?? 0);
        Simulated = Array.ConvertAll(plants, plant => plant.Simulated);
    }

    private PlantColumns(PlantColumns old, PlantColumns fresh, Splice splice)
    {
        marketIds = fresh.marketIds;
        Id = splice.Apply(old.Id, fresh.Id);
        Longitude = splice.Apply(old.Longitude, fresh.Longitude);
        Latitude = splice.Apply(old.Latitude, fresh.Latitude);
        CapacityMw = splice.Apply(old.CapacityMw, fresh.CapacityMw);
        Fuel = splice.Apply(old.Fuel, fresh.Fuel);
        Status = splice.Apply(old.Status, fresh.Status);
        AvailableMw = splice.Apply(old.AvailableMw, fresh.AvailableMw);
        Market = splice.Apply(old.Market, fresh.Market);
        OrganizationId = splice.Apply(old.OrganizationId, fresh.OrganizationId);
        Simulated = splice.Apply(old.Simulated, fresh.Simulated);
    }

    private PlantColumns(PlantColumns old, byte[] status, double[] availableMw)
    {
        marketIds = old.marketIds;
        Id = old.Id;
        Longitude = old.Longitude;
        Latitude = old.Latitude;
        CapacityMw = old.CapacityMw;
        Fuel = old.Fuel;
        Status = status;
        AvailableMw = availableMw;
        Market = old.Market;
        OrganizationId = old.OrganizationId;
        Simulated = old.Simulated;
    }

    /// <summary>Ids of the plants.</summary>
    public int[] Id { get; }

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

    /// <summary>These columns with some plants added or replaced.</summary>
    public PlantColumns With(CataloguePlant[] changed, Splice splice) =>
        new(this, new PlantColumns(changed, new Dictionary<string, ushort>(marketIds, StringComparer.Ordinal)), splice);

    /// <summary>These columns with another availability of some plants.</summary>
    public PlantColumns With((int Index, Availability Availability)[] changed)
    {
        if (changed.Length == 0)
            return this;
        byte[] status = Status.AsSpan().ToArray();
        double[] availableMw = AvailableMw.AsSpan().ToArray();
        foreach ((int index, Availability availability) in changed)
        {
            status[index] = (byte)availability.Status;
            availableMw[index] = availability.AvailableMw;
        }

        return new PlantColumns(this, status, availableMw);
    }

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
