namespace GridApp.Hosting.Postgres;

/// <summary>What a cluster is made with.</summary>
/// <param name="Durable">Written through to the disk, with checksums.</param>
internal sealed record NewCluster(string Superuser, string Password, bool Durable);

/// <summary>The directories of the cluster, and how they come to be.</summary>
internal sealed class ClusterFiles(string dataDirectory)
{
    /// <summary>What the server's account owns.</summary>
    public string Home { get; } = Path.Combine(dataDirectory, "postgres");

    public string Cluster => Path.Combine(Home, "cluster");

    public string Log => Path.Combine(Home, "log");

    public string Run => Path.Combine(Home, "run");

    public bool ClusterExists => File.Exists(Path.Combine(Cluster, "PG_VERSION"));

    /// <summary>Whether roles, database and PostGIS are made.</summary>
    public bool IsPrepared => File.Exists(PreparedMark);

    private string PreparedMark => Path.Combine(Home, "prepared");

    public void MarkPrepared() => File.WriteAllText(PreparedMark, "");

    /// <exception cref="StartRefusedException">The server's account cannot reach the place.</exception>
    public async Task MakeAsync(ServerAccount account, CancellationToken ct)
    {
        try
        {
            foreach (var directory in (string[])[Home, Log, Run])
            {
                if (PrivateFiles.MakeDirectory(directory))
                    account.Own(directory);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{Home} cannot be written: {e.Message} Set Grid__DataDirectory to a directory that this user may write.", e);
        }
        if (!await account.CanWriteAsync(Home, ct))
        {
            throw new StartRefusedException(
                $"The account {account.Name}, which runs the database (PostgreSQL does not run as root), cannot reach {Home}: a directory above it is closed to others. " +
                $"Its permissions are left as they are. Set Grid__DataDirectory to a directory that {account.Name} can reach, for example Grid__DataDirectory={await SuggestAsync(account, ct)}.");
        }
    }

    /// <summary>Makes the cluster under another name first, so that an interrupted start leaves nothing that looks like one.</summary>
    public async Task InitializeAsync(ServerAccount account, PostgresBinaries binaries, NewCluster cluster, CancellationToken ct)
    {
        var draft = Cluster + ".new";
        var passwordFile = Path.Combine(Home, "password");
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        File.Delete(passwordFile);
        File.Delete(PreparedMark);
        try
        {
            await WritePasswordAsync(passwordFile, cluster.Password, account, ct);
            using var init = ServerProcess.Start(account.Command(
                Home, binaries.InitDb, "-D", draft, "--username=" + cluster.Superuser, "--pwfile=" + passwordFile,
                "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=scram-sha-256", "--auth-host=scram-sha-256",
                cluster.Durable ? "--data-checksums" : "--no-sync"));
            await init.WaitAsync(ct);
            if (init.ExitCode != 0)
                throw new StartRefusedException($"The database cluster cannot be made in {Home}: {init.Output}");
        }
        finally
        {
            File.Delete(passwordFile);
        }
        Directory.Move(draft, Cluster);
    }

    private static async Task WritePasswordAsync(string file, string password, ServerAccount account, CancellationToken ct)
    {
        await using var stream = PrivateFiles.Create(file);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(password + "\n"), ct);
        account.Own(file);
    }

    /// <summary>A directory that works: in a place of the system's own that the account can pass through to.</summary>
    private static async Task<string> SuggestAsync(ServerAccount account, CancellationToken ct)
    {
        foreach (var place in (string[])["/var/lib", "/srv", "/var/tmp"])
        {
            if (await account.CanEnterAsync(place, ct))
                return Path.Combine(place, "gridapp");
        }
        return "/var/lib/gridapp";
    }
}
