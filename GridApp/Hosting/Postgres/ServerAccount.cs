using System.Diagnostics;
using System.Globalization;

namespace GridApp.Hosting.Postgres;

/// <summary>
/// The user whose rights the server runs with. PostgreSQL refuses to run as root, so a root process steps down with <c>setpriv</c>;
/// an ordinary user runs it as it is.
/// </summary>
/// <param name="Name">For sentences.</param>
/// <param name="Uid">Null: this process's own user.</param>
internal sealed record ServerAccount(string Name, uint? Uid, uint? Gid)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>The account to use for a cluster whose directory may exist already (then its owner goes on owning it).</summary>
    /// <param name="configured">An account given by configuration, or null.</param>
    /// <param name="home">The cluster's parent directory; may be missing.</param>
    /// <exception cref="StartRefusedException">This process is root and there is no account to step down to.</exception>
    public static ServerAccount For(string? configured, string home)
    {
        if (!Environment.IsPrivilegedProcess)
            return new(Environment.UserName, null, null);
        var accounts = File.ReadLines("/etc/passwd").Select(Parse).OfType<ServerAccount>().ToList();
        if (configured is null && Directory.Exists(home) && OwnerOf(home) is { } owner && owner.Uid != 0)
            return accounts.Find(a => a.Uid == owner.Uid) ?? owner;
        var names = configured is null ? Candidates : [configured];
        return names.Select(name => accounts.Find(a => a.Name == name)).FirstOrDefault(a => a is { Uid: > 0 })
            ?? throw new StartRefusedException(
                $"PostgreSQL does not run as root, and there is no unprivileged account {string.Join(" or ", names)} to run it. " +
                "Install Debian's package postgresql, which makes one, or name one with Grid__Postgres__RunAs.");
    }

    /// <summary>How to start a program with this account's rights, in its own session (so that a terminal's Ctrl-C reaches only this process).</summary>
    public ProcessStartInfo Command(string directory, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Uid is { } uid)
        {
            start.FileName = "setpriv";
            start.ArgumentList.Add("--reuid=" + uid.ToString(CultureInfo.InvariantCulture));
            start.ArgumentList.Add("--regid=" + (Gid ?? uid).ToString(CultureInfo.InvariantCulture));
            start.ArgumentList.Add("--clear-groups");
            start.ArgumentList.Add("--no-new-privs");
            start.ArgumentList.Add("setsid");
        }
        else
        {
            start.FileName = "setsid";
        }
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // Nothing of the caller's environment (PGHOST, PGDATA, TZ, a language) may change what the server does or how its messages read.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <summary>Hands a file or directory that this process just made to the account.</summary>
    public void Own(string path)
    {
        if (Uid is { } uid)
            Posix.ChangeOwner(path, uid, Gid ?? uid);
    }

    /// <summary>Whether the account can pass through to the directory and write it.</summary>
    public Task<bool> CanWriteAsync(string directory, CancellationToken ct) => TestAsync(ct, "-w", directory, "-a", "-x", directory);

    /// <summary>Whether the account can pass through to the directory and into it.</summary>
    public Task<bool> CanEnterAsync(string directory, CancellationToken ct) => TestAsync(ct, "-x", directory);

    private async Task<bool> TestAsync(CancellationToken ct, params string[] expression)
    {
        if (Uid is null)
            return true;
        using var test = ServerProcess.Start(Command("/", "test", expression));
        await test.WaitAsync(ct);
        return test.ExitCode == 0;
    }

    private static ServerAccount? Parse(string line) =>
        line.Split(':') is [var name, _, var uid, var gid, ..]
        && uint.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
        && uint.TryParse(gid, NumberStyles.None, CultureInfo.InvariantCulture, out var group)
            ? new(name, user, group)
            : null;

    private static ServerAccount? OwnerOf(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "user %u:x:%u:%g", path]) { RedirectStandardOutput = true })!;
        var line = stat.StandardOutput.ReadToEnd();
        stat.WaitForExit();
        return stat.ExitCode == 0 ? Parse(line.TrimEnd()) : null;
    }
}
