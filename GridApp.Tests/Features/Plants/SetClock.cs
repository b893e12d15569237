namespace GridApp.Tests.Features.Plants;

/// <summary>A clock that stands where a test sets it; its timers never ring.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
