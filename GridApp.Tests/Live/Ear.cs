namespace GridApp.Tests.Live;

/// <summary>A watcher that counts.</summary>
internal sealed class Ear
{
    private int heard;

    public int Heard => Volatile.Read(ref heard);

    public Task HearAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref heard);
        return Task.CompletedTask;
    }

    /// <summary>Returns once it has been told so often, or fails after a while.</summary>
    public async Task WaitForAsync(int times)
    {
        for (int i = 0; Heard < times; i++)
        {
            Assert.True(i < 1000, $"Heard {Heard} of {times}.");
            await Task.Delay(10);
        }
    }
}
