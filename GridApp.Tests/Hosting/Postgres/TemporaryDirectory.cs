namespace GridApp.Tests.Hosting.Postgres;

/// <summary>A name for a test to use as data directory; whatever is there goes at the end.</summary>
internal sealed class TemporaryDirectory(string prefix = "gridapp-test") : IDisposable
{
    public string Path { get; } = TestRun.Directory(prefix);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
