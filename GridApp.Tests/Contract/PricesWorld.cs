using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Prices;
using GridApp.Tests.Data;

namespace GridApp.Tests.Contract;

/// <summary>A database with two organizations and the price endpoints on it.</summary>
public sealed class PricesWorld : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public SmallApi Api { get; private set; } = null!;

    public int First { get; private set; }

    public int Second { get; private set; }

    public HttpClient Analyst => Api.As(new Actor(Roles.Analyst, null, First));

    public HttpClient Other => Api.As(new Actor(Roles.Admin, null, Second));

    internal PriceCube Cube { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        First = await Database.AsOwnerAsync<int>("insert into organizations (name) values ('First') returning id");
        Second = await Database.AsOwnerAsync<int>("insert into organizations (name) values ('Second') returning id");
        Api = await StartAsync();
        Cube = new PriceCube(Database.Database);
    }

    /// <summary>Another process on the same database.</summary>
    public Task<SmallApi> StartAsync() => SmallApi.StartAsync(Database.Database, services => services.AddPrices(), api => api.MapPrices());

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        await Database.DisposeAsync();
    }
}
