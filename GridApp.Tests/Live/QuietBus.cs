using GridApp.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridApp.Tests.Live;

/// <summary>A bus that only a test speaks on.</summary>
internal static class QuietBus
{
    public static LiveBus Make(TimeProvider? time = null) => new(time ?? TimeProvider.System, NullLogger<LiveBus>.Instance);
}
