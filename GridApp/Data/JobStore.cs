using Npgsql;
using Quartz;

namespace GridApp.Data;

/// <summary>
/// Where the scheduler keeps its jobs and triggers: tables of Quartz's own in a schema of their own. The owner makes them; the app may use them and owns nothing of them.
/// </summary>
public static class JobStore
{
    /// <summary>One scheduler for all processes on a database.</summary>
    public const string SchedulerName = "grid";

    public const string TablePrefix = "quartz.qrtz_";

    /// <summary>Makes the tables where they are missing, and lets the app's role use them.</summary>
    /// <param name="owner">An open connection of the owner's.</param>
    /// <param name="connectionString">The owner's.</param>
    internal static async Task EnsureAsync(NpgsqlConnection owner, string connectionString, CancellationToken ct)
    {
        if (await AreThereAsync(owner, ct).ConfigureAwait(false))
        {
            return;
        }
        await ExecuteAsync(owner, "create schema if not exists quartz", ct).ConfigureAwait(false);
        await using (var factory = QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = SchedulerName);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "GridApp migrations" }.ConnectionString);
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options => options.TablePrefix = TablePrefix);
                store.ProvisionSchema();
            });
        }).Build())
        {
            // Building it is enough: it provisions, and never starts.
            await factory.GetScheduler(ct).ConfigureAwait(false);
        }
        await ExecuteAsync(
            owner,
            $"""
            grant usage on schema quartz to {DatabaseRoles.App};
            grant select, insert, update, delete on all tables in schema quartz to {DatabaseRoles.App};
            grant usage, select on all sequences in schema quartz to {DatabaseRoles.App};
            """,
            ct).ConfigureAwait(false);
    }

    /// <summary>The app's connection string for the scheduler: its connections work under the app's role from their first moment on.</summary>
    public static string ConnectionString(string app)
    {
        var settings = new NpgsqlConnectionStringBuilder(app)
        {
            ApplicationName = "GridApp jobs",
            MinPoolSize = 0,
            MaxPoolSize = 6,
        };
        settings.Options = $"{settings.Options} -c role={DatabaseRoles.App}".Trim();
        return settings.ConnectionString;
    }

    private static async Task<bool> AreThereAsync(NpgsqlConnection owner, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select to_regclass('{TablePrefix}job_details') is not null and has_table_privilege('{DatabaseRoles.App}', '{TablePrefix}job_details', 'delete')", owner);
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }
}
