namespace GridApp.Hosting.Postgres;

/// <summary>The server's settings, given on its command line at every start so that they are always this version's.</summary>
internal static class ServerSettings
{
    public static IEnumerable<string> Arguments(ClusterFiles files, ServerAddress address, bool durable) =>
    [
        "-D", files.Cluster,
        .. address.Arguments,
        "-c", "cluster_name=gridapp",
        "-c", "max_connections=150",
        "-c", "shared_buffers=128MB",
        "-c", "work_mem=16MB",
        "-c", "maintenance_work_mem=128MB",
        // Solid state is the common case, and compiling short queries costs more than it saves.
        "-c", "random_page_cost=1.1",
        "-c", "jit=off",
        "-c", "timezone=UTC",
        "-c", "log_timezone=UTC",
        "-c", "logging_collector=on",
        "-c", "log_directory=" + files.Log,
        "-c", "log_filename=postgres-%a.log",
        "-c", "log_truncate_on_rotation=on",
        "-c", "log_rotation_age=1d",
        "-c", "log_rotation_size=0",
        "-c", "log_line_prefix=%m [%p] %q%u@%d ",
        // Nobody reads this log again, so it holds the least and is not cleared away in the middle of the work.
        .. durable
            ? (string[])[]
            : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_wal_size=2GB", "-c", "checkpoint_timeout=1h"],
    ];
}
