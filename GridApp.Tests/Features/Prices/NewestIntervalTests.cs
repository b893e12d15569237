using GridApp.Domain.Markets;
using GridApp.Features.Prices;

namespace GridApp.Tests.Features.Prices;

/// <summary>When a page says that newer prices should have come.</summary>
public sealed class NewestIntervalTests
{
    [Theory]
    [InlineData("RTM", 5, 7, false)]
    [InlineData("RTM", 5, 14, false)]
    [InlineData("RTM", 5, 15, true)]
    [InlineData("FMM", 15, 40, false)]
    [InlineData("RTM", 60, 179, false)]
    [InlineData("DAM", 60, 59, false)]
    [InlineData("DAM", 60, 60, true)]
    public void ARealTimePrice_ComesAfterItsInterval_ADayAheadOneBefore(string kind, int length, int after, bool overdue)
    {
        var at = new DateTime(2026, 11, 28, 6, 20, 0, DateTimeKind.Utc);
        Assert.Equal(overdue, new NewestInterval(MarketCatalogue.Find("RTS")!, kind, at, length).IsOverdue(at.AddMinutes(after)));
    }
}
