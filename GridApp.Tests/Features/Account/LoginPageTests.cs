using GridApp.Features.Account;

namespace GridApp.Tests.Features.Account;

public sealed class LoginPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(300, 5)]
    [InlineData(299, 5)]
    [InlineData(61, 2)]
    [InlineData(10, 1)]
    [InlineData(-5, 1)]
    public void MinutesUntil_ALock_RoundsUpToWholeMinutes(int seconds, int minutes) =>
        Assert.Equal(minutes, LoginPage.MinutesUntil(Now.AddSeconds(seconds), Now));
}
