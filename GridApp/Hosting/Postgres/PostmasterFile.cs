using System.Globalization;

namespace GridApp.Hosting.Postgres;

/// <summary>What a running server says of itself in <c>postmaster.pid</c>.</summary>
/// <param name="Process">Number of the server's first process.</param>
/// <param name="IsReady">Whether it accepts connections.</param>
internal sealed record PostmasterFile(int Process, bool IsReady)
{
    private const int StatusLine = 7;

    /// <returns>Null when there is no such file, or it is not written whole yet.</returns>
    public static PostmasterFile? Read(string cluster)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var process)
                ? new(process, lines.Length > StatusLine && lines[StatusLine].TrimEnd() == "ready")
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The server that an earlier, killed process left running on the cluster; null when the file is only a leftover.</summary>
    public static int? Orphan(string cluster)
    {
        if (Read(cluster) is not { } file || !Posix.IsAlive(file.Process))
            return null;
        // The number may belong to somebody else by now: the server was started with its cluster's path as an argument.
        try
        {
            var arguments = File.ReadAllText(FormattableString.Invariant($"/proc/{file.Process}/cmdline")).Split('\0');
            return arguments.Contains(cluster, StringComparer.Ordinal) ? file.Process : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
