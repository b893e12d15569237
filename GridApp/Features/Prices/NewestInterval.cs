using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>The newest interval of a kind of a market's prices that has begun.</summary>
/// <param name="At">Its start, UTC.</param>
public sealed record NewestInterval(Domain.Markets.Market Market, string Kind, DateTime At, int Minutes)
{
    /// <summary>Whether it still lasts.</summary>
    public bool Lasts(DateTime now) => At.AddMinutes(Minutes) > now;

    /// <summary>Whether a newer one should have come: day-ahead prices are there before their hour, real-time ones are published after their interval, which is the next one's length and some patience.</summary>
    public bool IsOverdue(DateTime now) => At.AddMinutes(Kind == PriceKinds.DayAhead ? Minutes : 3 * Minutes) <= now;
}
