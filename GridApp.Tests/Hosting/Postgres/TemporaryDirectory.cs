namespace GridApp.Tests.Hosting.Postgres;

/// <summary>A name under the system's temporary directory for a test to use as data directory; whatever is there goes at the end.</summary>
internal sealed class TemporaryDirectory(string prefix = "gridapp-test") : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{prefix}-{Guid.NewGuid():N}"[..(prefix.Length + 13)]);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
