namespace GridApp.Tests.Contract;

/// <summary>What becomes true a moment later, told by the database.</summary>
internal static class Eventually
{
    /// <summary>Asks until it holds.</summary>
    /// <param name="within">What was promised: a minute, for what ends with a person's rights.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> HoldsAsync(Func<Task<bool>> condition, TimeSpan? within = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        var limit = within ?? TimeSpan.FromMinutes(1);
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < limit, $"It did not hold within {limit.TotalSeconds} s.");
            await Task.Delay(50);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }
}
