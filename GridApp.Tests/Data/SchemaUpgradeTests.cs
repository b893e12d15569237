using GridApp.Data;
using GridApp.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GridApp.Tests.Data;

public sealed class SchemaUpgradeTests
{
    private static readonly SchemaUpgrade Upgrade = new(NullLogger<SchemaUpgrade>.Instance);

    [Fact]
    public async Task TwoProcessesAtOnce_MigrateOnce()
    {
        var (owner, app) = await PostgresCluster.CreateBareDatabaseAsync();
        var login = new NpgsqlConnectionStringBuilder(app).Username;
        await Task.WhenAll(Upgrade.RunAsync(owner, login), Upgrade.RunAsync(owner, login));
        await using var sources = new GridDataSources(app);
        var state = await new GridDatabase(sources).VersionOfAsync("plants");
        Assert.Equal(1, state.Version);
    }

    [Fact]
    public async Task AnOwnerAsTheOnlyLogin_WorksUnderTheBoundedRoles()
    {
        var (owner, _) = await PostgresCluster.CreateBareDatabaseAsync();
        await Upgrade.RunAsync(owner, appLogin: null);
        await using var sources = new GridDataSources(owner);
        await SchemaUpgrade.ProveRolesAreBoundedAsync(sources);
        await using var who = sources.App.CreateCommand("select current_user::text");
        Assert.Equal(DatabaseRoles.App, await who.ExecuteScalarAsync());
    }

    [Fact]
    public async Task ANewerSchema_IsRefusedWithASentence_AndLeftAlone()
    {
        var (owner, app) = await PostgresCluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(owner);
        await using (var insert = source.CreateCommand("""insert into "__EFMigrationsHistory" values ('29990101000000_FromTheFuture', '99.0')"""))
        {
            await insert.ExecuteNonQueryAsync();
        }
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Upgrade.RunAsync(owner, new NpgsqlConnectionStringBuilder(app).Username));
        Assert.Contains("29990101000000_FromTheFuture", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer GridApp", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARoleThatOwnsTables_IsRefused()
    {
        var (owner, app) = await PostgresCluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(owner);
        await using (var give = source.CreateCommand($"create table owned_by_app (id int); grant create on schema public to {DatabaseRoles.App}; alter table owned_by_app owner to {DatabaseRoles.App}"))
        {
            await give.ExecuteNonQueryAsync();
        }
        await using var sources = new GridDataSources(app);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => SchemaUpgrade.ProveRolesAreBoundedAsync(sources));
        Assert.Contains("owns tables", refused.Message, StringComparison.Ordinal);
    }
}
