using GridApp.Features.Scores;

namespace GridApp.Tests.Features.Jobs;

public sealed class ScoreTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ADay_IsScoredInBandsOfSixHours_AgainstNaive()
    {
        var points = Enumerable.Range(0, 24).Select(hour => new ForecastPoint(Midnight.AddHours(hour), 110, 100, 80));
        var scores = Score.Of(points, Midnight);
        Assert.Equal([8, 14, 20, 26], scores.Select(score => score.LeadHours));
        Assert.All(scores, score => Assert.Equal((10, 10, 0.5, 6), (score.Mae, score.Bias, score.RelativeMae, score.Points)));
    }

    [Fact]
    public void WithoutNaive_ThereIsNoRelativeError() =>
        Assert.Null(Score.Of([new ForecastPoint(Midnight, 1, 2, null)], Midnight)[0].RelativeMae);
}
