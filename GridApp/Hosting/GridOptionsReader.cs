using System.Globalization;
using System.Net;

namespace GridApp.Hosting;

/// <summary>Reads <see cref="GridOptions"/> and says everything that is wrong with them at once, each in words that name the key.</summary>
public sealed partial class GridOptionsReader
{
    private const string Section = "Grid";
    private const int ShortestToken = 16;
    private readonly IConfiguration configuration;
    private readonly List<string> failures = [];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    private GridOptionsReader(IConfiguration configuration) => this.configuration = configuration;

    /// <summary>What was read, the failures, and the keys under <c>Grid</c> that mean nothing (spelling mistakes, most likely).</summary>
    public static (GridOptions Options, IReadOnlyList<string> Failures, IReadOnlyList<string> Unknown) Read(IConfiguration configuration)
    {
        var reader = new GridOptionsReader(configuration);
        var options = reader.Read();
        return (options, reader.failures, reader.Unknown());
    }

    /// <summary>Reads; keys that mean nothing are told in one warning, by name: a value may be a secret.</summary>
    /// <exception cref="StartRefusedException">With every failure, a line each.</exception>
    public static GridOptions ReadOrRefuse(IConfiguration configuration, ILogger logger)
    {
        var (options, failures, unknown) = Read(configuration);
        if (unknown.Count > 0)
            LogUnknown(logger, string.Join(", ", unknown));
        return failures.Count == 0
            ? options
            : throw new StartRefusedException("The configuration is not usable:\n" + string.Join('\n', failures.Select(f => "  - " + f)));
    }

    private GridOptions Read()
    {
        var defaults = new GridOptions();
        var options = new GridOptions
        {
            DataDirectory = Directory("DataDirectory", defaults.DataDirectory),
            SampleData = Flag("SampleData", defaults.SampleData),
            SuperAdminPassword = Secret("SuperAdmin:Password", GridOptions.ShortestPassword),
            SampleUsersPassword = Secret("SampleUsers:Password", GridOptions.ShortestPassword),
            Proxies = Networks("Proxies"),
            MetricsToken = Secret("Metrics:Token", ShortestToken),
            Map = new() { TileUrl = TileUrl("Map:TileUrl"), TileAttribution = Text("Map:TileAttribution") },
            Imports = new()
            {
                MaxFileMegabytes = Number("Imports:MaxFileMegabytes", defaults.Imports.MaxFileMegabytes, 1, 2000),
                MaxUnpackedMegabytes = Number("Imports:MaxUnpackedMegabytes", defaults.Imports.MaxUnpackedMegabytes, 1, 20_000),
            },
            Limits = new()
            {
                RequestsPerSecond = Number("Limits:RequestsPerSecond", defaults.Limits.RequestsPerSecond, 1, 1_000_000),
                LoginsPerMinute = Number("Limits:LoginsPerMinute", defaults.Limits.LoginsPerMinute, 1, 1_000_000),
                ImportsPerMinute = Number("Limits:ImportsPerMinute", defaults.Limits.ImportsPerMinute, 1, 1_000_000),
            },
            Simulation = new()
            {
                Enabled = Flag("Simulation:Enabled", defaults.Simulation.Enabled),
                Seed = Number("Simulation:Seed", defaults.Simulation.Seed, 0, int.MaxValue),
            },
            Postgres = new() { BinDirectory = Text("Postgres:BinDirectory"), RunAs = Text("Postgres:RunAs") },
        };
        if (options.Map is { TileUrl: not null, TileAttribution: null })
            failures.Add("Grid:Map:TileAttribution is missing: tiles are shown only with the attribution that their licence asks for.");
        if (configuration.GetConnectionString("GridOwner") is { Length: > 0 } && string.IsNullOrEmpty(configuration.GetConnectionString("Grid")))
            failures.Add("ConnectionStrings:GridOwner is set, but ConnectionStrings:Grid is not: set both, or neither for the embedded database.");
        if (configuration.GetValue<string>("FORWARDEDHEADERS_ENABLED") is "true" or "True" or "1")
            failures.Add("ASPNETCORE_FORWARDEDHEADERS_ENABLED believes the headers of anybody. Name the proxies in Grid:Proxies instead.");
        ConnectionString("Grid");
        ConnectionString("GridOwner");
        return options;
    }

    private string? Value(string key)
    {
        known.Add(key);
        var value = configuration[$"{Section}:{key}"];
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private string? Text(string key) => Value(key)?.Trim();

    private string Directory(string key, string otherwise)
    {
        var path = Text(key) ?? otherwise;
        if (path.Contains('\0', StringComparison.Ordinal) || path.Contains('\n', StringComparison.Ordinal) || path.Contains('"', StringComparison.Ordinal))
            failures.Add($"{Section}:{key} holds a character that no directory's name should have.");
        else if (File.Exists(path))
            failures.Add($"{Section}:{key} is {path}, which is a file and not a directory.");
        return path;
    }

    private bool Flag(string key, bool otherwise) => Text(key)?.ToLowerInvariant() switch
    {
        null => otherwise,
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        var other => Fail(otherwise, $"{Section}:{key} is '{other}': it must be true or false."),
    };

    private int Number(string key, int otherwise, int least, int most) => Text(key) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => Fail(otherwise, string.Create(CultureInfo.InvariantCulture, $"{Section}:{key} is '{text}': it must be a whole number from {least} to {most}.")),
    };

    // A secret is never repeated in a message.
    private string? Secret(string key, int shortest) => Value(key) is not { } secret
        ? null
        : secret.Length >= shortest
            ? secret
            : Fail<string?>(null, string.Create(CultureInfo.InvariantCulture, $"{Section}:{key} has {secret.Length} characters: it must have {shortest} or more."));

    private string? TileUrl(string key)
    {
        if (Text(key) is not { } url)
            return null;
        var isAddress = new MapOptions { TileUrl = url }.TileOrigin is { } origin
            && (origin.StartsWith("https://", StringComparison.Ordinal) || origin.StartsWith("http://", StringComparison.Ordinal));
        return isAddress && url.IndexOfAny(['"', '\'', ';', ' ']) < 0 && ((string[])["{z}", "{x}", "{y}"]).All(part => url.Contains(part, StringComparison.Ordinal))
            ? url
            : Fail<string?>(null, $"{Section}:{key} is '{url}': it must be an http or https address with {{z}}, {{x}} and {{y}} in it.");
    }

    private List<IPNetwork> Networks(string key)
    {
        known.Add(key);
        var networks = new List<IPNetwork>();
        foreach (var entry in configuration.GetSection($"{Section}:{key}").GetChildren())
        {
            known.Add($"{key}:{entry.Key}");
            if (IPNetwork.TryParse(entry.Value, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(entry.Value, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                failures.Add($"{Section}:{key}:{entry.Key} is '{entry.Value}': it must be an address (10.0.0.7) or a network (10.0.0.0/24).");
        }
        return networks;
    }

    private void ConnectionString(string name)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } text)
            return;
        try
        {
            if (string.IsNullOrEmpty(new Npgsql.NpgsqlConnectionStringBuilder(text).Host))
                failures.Add($"ConnectionStrings:{name} names no Host.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            failures.Add($"ConnectionStrings:{name} cannot be read: {e.Message}");
        }
    }

    private T Fail<T>(T otherwise, string sentence)
    {
        failures.Add(sentence);
        return otherwise;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The configuration has keys that mean nothing here, spelling mistakes most likely: {Keys}")]
    private static partial void LogUnknown(ILogger logger, string keys);

    private List<string> Unknown() =>
    [
        .. configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null && !known.Contains(pair.Key))
            .Select(pair => $"{Section}:{pair.Key}")
    ];
}
