namespace GridApp.Features.Prices;

/// <summary>The newest interval of a kind of a market's prices that has begun.</summary>
/// <param name="At">Its start, UTC.</param>
public sealed record NewestInterval(Domain.Markets.Market Market, string Kind, DateTime At, int Minutes)
{
    /// <summary>Whether it still lasts.</summary>
    public bool Lasts(DateTime now) => At.AddMinutes(Minutes) > now;
}
