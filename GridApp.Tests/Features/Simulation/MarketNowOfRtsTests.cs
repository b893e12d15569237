using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Organizations;
using GridApp.Features.Market;

namespace GridApp.Tests.Features.Simulation;

/// <summary>What the dashboard says of the simulated market agrees with what was cleared.</summary>
public sealed class MarketNowOfRtsTests(SimulationBench bench) : IClassFixture<SimulationBench>
{
    [Fact]
    public async Task EveryNumber_IsOfTheNewestInterval_OrOfTheHourThatLasts()
    {
        var now = new DateTimeOffset(2026, 7, 15, 23, 32, 0, TimeSpan.Zero);
        bench.Time.Now = now;
        var market = MarketCatalogue.Find("RTS")!;
        await bench.Market.EnsureAsync([new DateOnly(2026, 7, 15)], now, null, CancellationToken.None);
        var view = await new MarketNow(bench.Db.Database, bench.Time).RunAsync(market, new Actor(Roles.Analyst, null, 2), CancellationToken.None);

        Assert.Equal((new DateOnly(2026, 7, 15), false, "$/MWh"), (view.Day, view.IsStale, view.PriceUnit));
        Assert.Equal(new DateTimeOffset(2026, 7, 15, 23, 0, 0, TimeSpan.Zero), view.Price!.At);
        Assert.InRange(view.Price.Ptf, view.Price.DayLeast, view.Price.DayMost);
        Assert.True(view.Price.Smf!.Interim);
        var newest = new DateTimeOffset(2026, 7, 15, 23, 25, 0, TimeSpan.Zero);
        Assert.Equal((newest, newest, newest, newest), (view.Load!.At, view.System!.At, view.FuelsAt!.Value, view.MoversAt!.Value));
        Assert.InRange(Math.Abs(view.Load.Error!.Value), 0, 0.2);
        // What is generated serves the load and its losses.
        Assert.InRange(view.Fuels.Sum(fuel => fuel.Mw) / view.System.LoadMw, 1, 1.08);
        Assert.InRange(view.RenewableShare!.Value, 0.01, 0.99);
        Assert.InRange(view.System.HeadroomMw!.Value, 1, view.System.AvailableMw!.Value);
        Assert.Equal(MarketNow.Rows, view.Lines.Count);
        Assert.All(view.Lines, line => Assert.InRange(line.Loading, 0.3, 1.0001));
        Assert.Equal(view.Lines.Where(line => line.ShadowPrice is null).Select(line => line.Loading).OrderDescending(), view.Lines.Where(line => line.ShadowPrice is null).Select(line => line.Loading));
        Assert.Equal(view.Movers.Select(node => Math.Abs(node.Change)).OrderDescending(), view.Movers.Select(node => Math.Abs(node.Change)));

        bench.Time.Now = now.AddDays(3);
        Assert.True((await new MarketNow(bench.Db.Database, bench.Time).RunAsync(market, new Actor(Roles.Analyst, null, 2), CancellationToken.None)).IsStale);
        Assert.Null((await new MarketNow(bench.Db.Database, bench.Time).RunAsync(MarketCatalogue.Find("FR")!, new Actor(Roles.Analyst, null, 2), CancellationToken.None)).Price);
    }
}
