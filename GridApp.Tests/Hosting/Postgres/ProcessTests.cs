using System.Runtime.Versioning;

namespace GridApp.Tests.Hosting.Postgres;

[SupportedOSPlatform("linux")]
public sealed class ProcessTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;
    private readonly TemporaryDirectory directory = new("gridapp-process");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Killed_StartedAgain_StopsTheOrphanedServerAndServes()
    {
        await PreparedDirectory.CopyApplicationAsync(directory);
        using (var first = AppProcess.Start(directory.Path))
        {
            await first.ReadyAsync();
            first.Signal(Kill);
            await first.ExitAsync();
        }
        Assert.True(Directory.Exists($"/proc/{ServerProcess()}"), "The database server outlives a killed application; that is what is recovered from.");
        var orphan = ServerProcess();

        using var second = AppProcess.Start(directory.Path);
        await second.ReadyAsync();

        Assert.Contains("A database server of an earlier process", second.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{orphan}"));
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task ToldToStop_Running_EndsWellAndTakesTheServerAlong(int signal)
    {
        await PreparedDirectory.CopyApplicationAsync(directory);
        using var app = AppProcess.Start(directory.Path);
        await app.ReadyAsync();
        var server = ServerProcess();

        app.Signal(signal);

        Assert.Equal(0, await app.ExitAsync());
        Assert.False(Directory.Exists($"/proc/{server}"));
    }

    [Fact]
    public async Task SecondProcess_SameDirectory_IsRefusedInOneSentence()
    {
        await PreparedDirectory.CopyApplicationAsync(directory);
        using var first = AppProcess.Start(directory.Path);
        await first.ReadyAsync();
        using var second = AppProcess.Start(directory.Path);

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("GridApp does not start. Another process", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        await first.ReadyAsync();
    }

    [Fact]
    public async Task Configuration_SeveralMistakes_ArePrintedAllAndNothingStarts()
    {
        using var app = AppProcess.Start(directory.Path, ("Grid__SampleData", "perhaps"), ("Grid__SuperAdmin__Password", "short"));

        Assert.Equal(1, await app.ExitAsync());
        Assert.Contains("Grid:SampleData is 'perhaps'", app.Output, StringComparison.Ordinal);
        Assert.Contains("Grid:SuperAdmin:Password has 5 characters", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory.Path));
    }

    private int ServerProcess() => int.Parse(
        File.ReadLines(Path.Combine(directory.Path, "postgres", "cluster", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
}
