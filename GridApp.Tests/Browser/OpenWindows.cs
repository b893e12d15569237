using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace GridApp.Tests.Browser;

/// <summary>Browser windows that stay open from page to page, as a person's does: what one page fetched, the next one has.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "xunit disposes it through IAsyncLifetime.")]
public sealed class OpenWindows(BrowserHost host) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<(string UserName, bool IsPhone), Lazy<Task<PageProbe>>> open = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var window in open.Values)
            await (await window.Value).DisposeAsync();
    }

    /// <summary>The person's window, with nothing in it.</summary>
    /// <param name="userName">Null for a stranger.</param>
    /// <param name="isPhone">A phone that speaks Turkish instead of a desk that speaks English.</param>
    public async Task<PageProbe> TakeAsync(string? userName, bool isPhone)
    {
        var window = open.GetOrAdd((userName ?? "", isPhone), _ => new(() => isPhone
            ? host.VisitAsync(userName, width: 390, height: 844, locale: "tr-TR")
            : host.VisitAsync(userName, width: 1440, height: 860)));
        var probe = await window.Value;
        await probe.LeaveAsync();
        return probe;
    }
}
