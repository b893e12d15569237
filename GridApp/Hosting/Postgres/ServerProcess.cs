using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace GridApp.Hosting.Postgres;

/// <summary>One run of a program of PostgreSQL, with the last of what it wrote.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int KeptLines = 20;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    private ServerProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join('\n', lines);

    /// <exception cref="StartRefusedException">A program that is needed to start it is missing.</exception>
    public static ServerProcess Start(ProcessStartInfo start)
    {
        Posix.KeepDescriptors();
        try
        {
            return new(start);
        }
        catch (Win32Exception e)
        {
            throw new StartRefusedException($"{start.FileName} cannot be started ({e.Message}). It belongs to Debian's package util-linux.", e);
        }
    }

    public Task WaitAsync(CancellationToken ct) => process.WaitForExitAsync(ct);

    public void Dispose() => process.Dispose();

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (string.IsNullOrWhiteSpace(e.Data))
            return;
        lines.Enqueue(e.Data);
        while (lines.Count > KeptLines)
            lines.TryDequeue(out _);
    }
}
