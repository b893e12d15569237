using GridApp.Domain.Markets;

namespace GridApp.Tests.Domain.Markets;

public sealed class PublicationDelaysTests
{
    private static readonly TimeZoneInfo Istanbul = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");
    private static readonly DateTimeOffset Afternoon = new(2026, 11, 21, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public void None_HoldsNothingBack()
    {
        Assert.Null(PublicationDelays.None.ConsumptionUntil(Afternoon));
        Assert.Null(PublicationDelays.None.SmfUntil(Afternoon));
        Assert.Null(PublicationDelays.None.SettlementUntil(Afternoon, Istanbul));
    }

    [Fact]
    public void Hours_CountFromTheEndOfTheInterval()
    {
        var delays = new PublicationDelays(2, 4, 0);
        Assert.Equal(Afternoon.AddHours(-2), delays.ConsumptionUntil(Afternoon));
        Assert.Equal(Afternoon.AddHours(-4), delays.SmfUntil(Afternoon));
    }

    [Fact]
    public void Settlement_EndsWithYesterdayOfTheMarket()
    {
        var delays = new PublicationDelays(2, 4, 0);
        // 00:00 in Istanbul on the 21st.
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 0, 0, TimeSpan.Zero), delays.SettlementUntil(Afternoon, Istanbul));
        // 22:30 UTC is half past one of the next day there.
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 21, 0, 0, TimeSpan.Zero), delays.SettlementUntil(Afternoon.AddHours(8), Istanbul));
    }

    [Theory]
    [InlineData("TRY", "TL/MWh")]
    [InlineData("USD", "$/MWh")]
    [InlineData("EUR", "€/MWh")]
    [InlineData("CHF", "CHF/MWh")]
    public void Unit_IsWrittenAsTheTradeWritesIt(string currency, string unit) => Assert.Equal(unit, PriceUnit.Of(currency));
}
