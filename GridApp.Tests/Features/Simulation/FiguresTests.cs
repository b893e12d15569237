using System.Diagnostics;
using System.Globalization;
using GridApp.Domain.Simulation.Series;
using GridApp.Features.Simulation;
using Xunit.Abstractions;

namespace GridApp.Tests.Features.Simulation;

/// <summary>How long the market takes into the database. The bounds leave room for machines that do other things; what is right is told.</summary>
public sealed class FiguresTests(SimulationBench bench, ITestOutputHelper output) : IClassFixture<SimulationBench>
{
    [Fact]
    public async Task ADayAndAWeek_AreWrittenInSeconds()
    {
        var now = new DateTimeOffset(2026, 5, 20, 12, 0, 0, TimeSpan.Zero);
        await bench.Market.EnsureAsync([MarketDay.Of(now).AddDays(-20)], now, null, CancellationToken.None);
        var day = Stopwatch.StartNew();
        await bench.Market.EnsureAsync([MarketDay.Of(now).AddDays(-19)], now, null, CancellationToken.None);
        day.Stop();
        var week = Stopwatch.StartNew();
        var days = await bench.Market.MissingAsync(MarketDay.Of(now).AddDays(-7), SimulatedMarket.NewestDay(now), now, CancellationToken.None);
        await bench.Market.EnsureAsync(days, now, null, CancellationToken.None);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A day, written: {day.Elapsed.TotalSeconds:0.00} s. Backfill of {days.Count} days: {week.Elapsed.TotalSeconds:0.0} s."));
        Assert.InRange(day.Elapsed.TotalSeconds, 0, 10);
        Assert.InRange(week.Elapsed.TotalSeconds, 0, 90);
    }
}
