using System.Net;

namespace GridApp.Hosting;

/// <summary>
/// Everything that configuration may say, section <c>Grid</c> (<c>Grid__SampleData=false</c> in the environment). Read and checked as a
/// whole before anything starts: see <see cref="GridOptionsReader"/>.
/// </summary>
public sealed record GridOptions
{
    /// <summary>Passwords shorter than this are refused, given by configuration or by a person.</summary>
    public const int ShortestPassword = 12;

    /// <summary>Where the embedded database, keys and uploads are kept; relative to the content root.</summary>
    public string DataDirectory { get; init; } = ".data";

    /// <summary>Whether the bundled plants, two sample organizations and their users are put in.</summary>
    public bool SampleData { get; init; } = true;

    /// <summary>Password of <c>super_admin</c>; null: a random one is made and printed once at the first start.</summary>
    public string? SuperAdminPassword { get; init; }

    /// <summary>Password of the sample users; null: a random one is made and printed once at the first start.</summary>
    public string? SampleUsersPassword { get; init; }

    /// <summary>The proxies whose <c>X-Forwarded-*</c> headers are believed. Empty: nobody's are.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Bearer token that opens <c>/metrics</c> to others than loopback; null: only loopback may.</summary>
    public string? MetricsToken { get; init; }

    public MapOptions Map { get; init; } = new();

    public ImportOptions Imports { get; init; } = new();

    public LimitOptions Limits { get; init; } = new();

    public PostgresOptions Postgres { get; init; } = new();

    public SimulationOptions Simulation { get; init; } = new();
}

/// <summary>The simulated market, which comes with the sample data.</summary>
public sealed record SimulationOptions
{
    /// <summary>Whether it runs.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Of its outages and forecast errors: another number is another market.</summary>
    public int Seed { get; init; } = 2026;
}

/// <summary>The base map's online tiles; without them the bundled outlines are drawn.</summary>
public sealed record MapOptions
{
    /// <summary>Address with <c>{z}</c>, <c>{x}</c>, <c>{y}</c>; null: no online tiles.</summary>
    public string? TileUrl { get; init; }

    /// <summary>What the tiles' licence asks to be shown, plain text.</summary>
    public string? TileAttribution { get; init; }

    /// <summary>Scheme and host of the tiles for the content security policy (<c>https://*.example.org</c> for <c>{s}</c>); null without tiles.</summary>
    public string? TileOrigin =>
        TileUrl is not null && Uri.TryCreate(TileUrl.Replace("{s}", "s", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            ? $"{uri.Scheme}://{(TileUrl.Contains("://{s}.", StringComparison.Ordinal) ? "*" + uri.Authority[1..] : uri.Authority)}"
            : null;
}

/// <summary>How large an imported file may be.</summary>
public sealed record ImportOptions
{
    /// <summary>Megabytes (10^6 bytes) that may be sent.</summary>
    public int MaxFileMegabytes { get; init; } = 500;

    /// <summary>Megabytes that a zip or gzip file may unpack to.</summary>
    public int MaxUnpackedMegabytes { get; init; } = 1000;

    public long MaxFileBytes => MaxFileMegabytes * 1_000_000L;

    public long MaxUnpackedBytes => MaxUnpackedMegabytes * 1_000_000L;
}

/// <summary>How much one caller may ask for.</summary>
public sealed record LimitOptions
{
    /// <summary>API requests a second and user (or address, for who is not logged in).</summary>
    public int RequestsPerSecond { get; init; } = 2000;

    /// <summary>Attempts to log in a minute and address, successful or not.</summary>
    public int LoginsPerMinute { get; init; } = 120;

    /// <summary>Files that one person may send a minute.</summary>
    public int ImportsPerMinute { get; init; } = 120;
}

/// <summary>The embedded PostgreSQL.</summary>
public sealed record PostgresOptions
{
    /// <summary>Directory with <c>postgres</c> and <c>initdb</c>; null: Debian's, the newest.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>The account that runs it when the application runs as root; null: <c>postgres</c>.</summary>
    public string? RunAs { get; init; }
}
