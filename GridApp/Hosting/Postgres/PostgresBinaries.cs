using System.Globalization;

namespace GridApp.Hosting.Postgres;

/// <summary>The server's programs, of one major version.</summary>
/// <param name="Directory">Holds <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Major">The major version, or null when the directory's name does not tell (an override).</param>
internal sealed record PostgresBinaries(string Directory, int? Major)
{
    private const string Debian = "/usr/lib/postgresql";
    private const int Oldest = 15;

    public string Server => Path.Combine(Directory, "postgres");

    public string InitDb => Path.Combine(Directory, "initdb");

    /// <summary>The programs to use: those configured, else those of the existing cluster's version, else the newest installed.</summary>
    /// <param name="configured">A directory given by configuration, or null.</param>
    /// <param name="cluster">The cluster's directory; its <c>PG_VERSION</c> decides when it exists.</param>
    /// <exception cref="StartRefusedException">Nothing usable is installed.</exception>
    public static PostgresBinaries Find(string? configured, string cluster, string installed = Debian)
    {
        var existing = ClusterVersion(cluster);
        if (configured is not null)
        {
            var named = new PostgresBinaries(configured, null);
            return named.IsComplete
                ? named
                : throw new StartRefusedException($"Grid:Postgres:BinDirectory is {configured}, but the programs postgres and initdb are not there.");
        }
        var found = System.IO.Directory.Exists(installed) ? Installed(installed) : [];
        var match = existing is null ? found.MaxBy(b => b.Major) : found.FirstOrDefault(b => b.Major == existing);
        return match ?? throw new StartRefusedException(existing is null
            ? "PostgreSQL 15 or newer is not installed. Install Debian's packages postgresql and postgresql-15-postgis-3 (apt-get install postgresql " +
              "postgresql-15-postgis-3), start with ./run, which does it, or name another server with ConnectionStrings__Grid."
            : string.Create(CultureInfo.InvariantCulture, $"The database in {cluster} was made by PostgreSQL {existing}, which is not installed. Install postgresql-{existing} and postgresql-{existing}-postgis-3."));
    }

    private bool IsComplete => File.Exists(Server) && File.Exists(InitDb);

    private static int? ClusterVersion(string cluster)
    {
        var file = Path.Combine(cluster, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    private static List<PostgresBinaries> Installed(string root) =>
    [
        .. from directory in System.IO.Directory.EnumerateDirectories(root)
           let major = int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
           where major >= Oldest
           let binaries = new PostgresBinaries(Path.Combine(directory, "bin"), major)
           where binaries.IsComplete
           select binaries
    ];
}
