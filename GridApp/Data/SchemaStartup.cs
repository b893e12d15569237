using GridApp.Hosting;
using Npgsql;

namespace GridApp.Data;

/// <summary>First of the start-up work: the schema, and the proof that the app's roles are bounded.</summary>
internal sealed class SchemaStartup(DatabaseServer server, SchemaUpgrade upgrade, GridDataSources sources) : IStartupTask
{
    public string Progress => "Bringing the database schema up to date.";

    public async Task RunAsync(CancellationToken ct)
    {
        await upgrade.RunAsync(server.OwnerConnectionString, new NpgsqlConnectionStringBuilder(server.AppConnectionString).Username, ct).ConfigureAwait(false);
        await SchemaUpgrade.ProveRolesAreBoundedAsync(sources, ct).ConfigureAwait(false);
    }
}
