using System.Diagnostics;
using System.Globalization;

namespace GridApp.Tests;

/// <summary>
/// The one directory that a run of the tests uses, for databases above all. It goes when the run ends, however it ends: a killed run can clean up nothing, so a
/// process of its own waits for that, stops the servers that were started on the directory, and takes it away.
/// </summary>
internal static class TestRun
{
    // The directory comes by the environment: the watcher must not find itself by its arguments.
    private const string Watch = """
        while kill -0 "$WATCHED" 2>/dev/null; do sleep 1; done
        pkill -INT -f "$DIRECTORY/"; sleep 3; pkill -KILL -f "$DIRECTORY/"
        rm -rf "$DIRECTORY"
        """;

    private static readonly Lazy<string> Root = new(Make);

    /// <summary>A name in it that nobody has; nothing is there yet.</summary>
    public static string Directory(string prefix) => Path.Combine(Root.Value, $"{prefix}-{Guid.NewGuid():N}"[..(prefix.Length + 9)]);

    private static string Make()
    {
        string root = System.IO.Directory.CreateTempSubdirectory("gridapp-tests-").FullName;
        // Servers run under an account of their own and have to get through.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);

        // In a session of its own, so that what ends the run by its terminal or its group does not end the watcher.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Watch]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["WATCHED"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        start.Environment["DIRECTORY"] = root;
        Process.Start(start)!.Dispose();
        return root;
    }
}
