namespace GridApp.Hosting.Postgres;

/// <summary>How the private PostgreSQL cluster is kept and run.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Absolute path of the data directory; the cluster lives in its subdirectory <c>postgres</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Directory with <c>postgres</c> and <c>initdb</c>; null takes the newest of Debian's, 15 or later.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>The unprivileged account that runs the server when this process is root; null takes <c>postgres</c>, else <c>nobody</c>.</summary>
    public string? RunAs { get; init; }

    /// <summary>Whether a commit survives a power cut. Only tests, whose data is thrown away, switch it off.</summary>
    public bool Durable { get; init; } = true;
}
