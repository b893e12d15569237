using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.Versioning;
using GridApp.Hosting;
using GridApp.Hosting.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GridApp.Tests.Hosting.Postgres;

[SupportedOSPlatform("linux")]
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Start_EmptyDirectory_ServesBothLoginsWithPostgisAndNoSuperuser()
    {
        await using var postgres = await StartAsync();

        Assert.Equal("grid_owner|grid|false|false|true|UTF8|UTC", await OneAsync(postgres.OwnerConnectionString,
            "SELECT concat_ws('|', current_user, current_database(), rolsuper::text, rolbypassrls::text, rolcreaterole::text, current_setting('server_encoding'), current_setting('TimeZone')) FROM pg_roles WHERE rolname = current_user"));
        Assert.Equal("grid_web|false|false|false|false", await OneAsync(postgres.AppConnectionString,
            "SELECT concat_ws('|', current_user, rolsuper::text, rolbypassrls::text, rolcreaterole::text, rolinherit::text) FROM pg_roles WHERE rolname = current_user"));
        Assert.Equal("grid_owner", await OneAsync(postgres.AppConnectionString, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'grid'"));
        Assert.Equal("POINT(30 40)", await OneAsync(postgres.AppConnectionString, "SELECT ST_AsText(ST_Point(30, 40, 4326))"));
    }

    [Fact]
    public async Task Start_EmptyDirectory_ListensOnItsSocketOnlyAndKeepsPasswordsPrivate()
    {
        await using var postgres = await StartAsync();

        Assert.Equal("", await OneAsync(postgres.OwnerConnectionString, "SELECT current_setting('listen_addresses')"));
        Assert.StartsWith(directory.Path, new NpgsqlConnectionStringBuilder(postgres.AppConnectionString).Host, StringComparison.Ordinal);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.AppConnectionString) { Password = "wrong" }.ConnectionString;
        Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<PostgresException>(() => OneAsync(wrong, "SELECT 1"))).SqlState);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory.Path, "secrets.json")));
    }

    [Fact]
    public async Task Start_WithPipesOfSomebodyElse_DoesNotHandThemOn()
    {
        await PreparedDirectory.CopyClusterAsync(directory);
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        string name = new FileInfo(FormattableString.Invariant($"/proc/self/fd/{pipe.GetClientHandleAsString()}")).LinkTarget!;
        await using var postgres = await StartAsync();

        string[] open = [.. Directory.EnumerateFiles(FormattableString.Invariant($"/proc/{postgres.ProcessId}/fd")).Select(file => new FileInfo(file).LinkTarget ?? "")];
        Assert.NotEmpty(open);
        Assert.DoesNotContain(name, open);
    }

    [Fact]
    public async Task Start_SecondTime_KeepsDataAndIsFast()
    {
        await using (var first = await StartAsync())
            await OneAsync(first.OwnerConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        var watch = Stopwatch.StartNew();
        await using var second = await StartAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"second start took {watch.Elapsed}");
        Assert.Equal("42", await OneAsync(second.OwnerConnectionString, "SELECT answer::text FROM kept"));
    }

    [Fact]
    public async Task Dispose_Running_LeavesNoProcessAndFreesTheDirectory()
    {
        await PreparedDirectory.CopyClusterAsync(directory);
        var postgres = await StartAsync();
        var process = postgres.ProcessId!.Value;
        await postgres.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{process}"));
        Assert.False(File.Exists(Path.Combine(directory.Path, "postgres", "cluster", "postmaster.pid")));
        await using var again = await StartAsync();
        Assert.NotNull(again.ProcessId);
    }

    [Fact]
    public async Task Start_DirectoryInUse_IsRefusedWithTheHoldersNumber()
    {
        await PreparedDirectory.CopyClusterAsync(directory);
        await using var postgres = await StartAsync();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(StartAsync);

        Assert.Contains($"Another process (number {Environment.ProcessId}) is using the data directory {directory.Path}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Grid__DataDirectory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_ServerKilled_IsStartedAgainWithItsData()
    {
        await PreparedDirectory.CopyClusterAsync(directory);
        await using var postgres = await StartAsync(durable: true);
        await OneAsync(postgres.OwnerConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        var killed = postgres.ProcessId!.Value;

        Process.GetProcessById(killed).Kill();

        // Until then a session of the killed one may still answer: the others of its processes go a moment later.
        var waited = Stopwatch.StartNew();
        while (postgres.ProcessId is not { } now || now == killed)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "The server was not started again within a minute.");
            await Task.Delay(50);
        }
        Assert.Equal("42", await EventuallyAsync(() => OneAsync(postgres.OwnerConnectionString, "SELECT answer::text FROM kept")));
    }

    [Fact]
    public async Task CreateDatabase_FromTemplate_CopiesItForTheSameLogins()
    {
        await PreparedDirectory.CopyClusterAsync(directory);
        await using var postgres = await StartAsync();
        var (owner, _) = await postgres.CreateDatabaseAsync("model");
        await OneAsync(owner, "CREATE TABLE kept AS SELECT 42 AS answer");
        NpgsqlConnection.ClearPool(new NpgsqlConnection(owner));

        var (copyOwner, copyApp) = await postgres.CreateDatabaseAsync("copy", "model");

        Assert.Equal("42", await OneAsync(copyOwner, "SELECT answer::text FROM kept"));
        var denied = await Assert.ThrowsAsync<PostgresException>(() => OneAsync(copyApp, "SELECT answer::text FROM kept"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        NpgsqlConnection.ClearAllPools();
        await postgres.DropDatabaseAsync("copy");
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, (await Assert.ThrowsAsync<PostgresException>(() => OneAsync(copyOwner, "SELECT 1"))).SqlState);
    }

    [Fact]
    public async Task Start_PathTooLongForASocket_ListensOnLoopbackOnly()
    {
        var path = Path.Combine(directory.Path, new string('d', 90));
        Directory.CreateDirectory(directory.Path);
        await using var postgres = await EmbeddedPostgres.StartAsync(new() { DataDirectory = path, Durable = false }, NullLogger.Instance, CancellationToken.None);

        Assert.Equal("127.0.0.1", new NpgsqlConnectionStringBuilder(postgres.AppConnectionString).Host);
        Assert.Equal("127.0.0.1", await OneAsync(postgres.OwnerConnectionString, "SELECT current_setting('listen_addresses')"));
    }

    [Fact]
    public async Task Start_SecretsLost_IsRefusedInWords()
    {
        await PreparedDirectory.CopyClusterAsync(directory);
        File.Delete(Path.Combine(directory.Path, "secrets.json"));

        var refused = await Assert.ThrowsAsync<StartRefusedException>(StartAsync);

        Assert.Contains("secrets.json is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AccountCannotReachTheDirectory_NamesOneThatWorksAndChangesNothing()
    {
        if (!Environment.IsPrivilegedProcess)
            return; // An ordinary user runs the server itself, so whatever it can write the server can reach.
        Directory.CreateDirectory(directory.Path);
        File.SetUnixFileMode(directory.Path, PrivateFiles.OnlyThisUser);
        var inside = new EmbeddedPostgresOptions { DataDirectory = Path.Combine(directory.Path, "data") };

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => EmbeddedPostgres.StartAsync(inside, NullLogger.Instance, CancellationToken.None));

        Assert.Contains($"cannot reach {inside.DataDirectory}", refused.Message, StringComparison.Ordinal);
        var suggested = refused.Message.Split("Grid__DataDirectory=")[1].TrimEnd('.');
        Assert.True(Directory.Exists(Path.GetDirectoryName(suggested)));
        Assert.Equal(PrivateFiles.OnlyThisUser, File.GetUnixFileMode(directory.Path));
    }

    [Fact]
    public void Find_NothingInstalled_NamesThePackages()
    {
        Directory.CreateDirectory(directory.Path);

        var refused = Assert.Throws<StartRefusedException>(() => PostgresBinaries.Find(null, directory.Path, installed: directory.Path));

        Assert.Contains("postgresql and postgresql-15-postgis-3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ClusterOfAnotherVersion_NamesThatVersionsPackages()
    {
        Directory.CreateDirectory(directory.Path);
        File.WriteAllText(Path.Combine(directory.Path, "PG_VERSION"), "99\n");

        var refused = Assert.Throws<StartRefusedException>(() => PostgresBinaries.Find(null, directory.Path));

        Assert.Contains("postgresql-99-postgis-3", refused.Message, StringComparison.Ordinal);
    }

    private Task<EmbeddedPostgres> StartAsync() => StartAsync(durable: false);

    private Task<EmbeddedPostgres> StartAsync(bool durable) =>
        EmbeddedPostgres.StartAsync(new() { DataDirectory = directory.Path, Durable = durable }, NullLogger.Instance, CancellationToken.None);

    private static async Task<string?> OneAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }

    private static async Task<string?> EventuallyAsync(Func<Task<string?>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (NpgsqlException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
