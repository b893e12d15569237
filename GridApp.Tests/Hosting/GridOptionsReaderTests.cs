using System.Net;
using GridApp.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridApp.Tests.Hosting;

public sealed class GridOptionsReaderTests
{
    [Fact]
    public void Read_NothingConfigured_GivesTheDocumentedDefaults()
    {
        var (options, failures, unknown) = Read();

        Assert.Empty(failures);
        Assert.Empty(unknown);
        Assert.Equal((".data", true, null, null), (options.DataDirectory, options.SampleData, options.SuperAdminPassword, options.SampleUsersPassword));
        Assert.True(options.Limits.RequestsPerSecond >= 1000);
        Assert.True(options.Limits.LoginsPerMinute >= 60);
    }

    [Fact]
    public void Read_EverythingConfigured_IsTaken()
    {
        var (options, failures, _) = Read(
            ("Grid:DataDirectory", "/srv/grid"), ("Grid:SampleData", "false"), ("Grid:SuperAdmin:Password", "a long password"),
            ("Grid:SampleUsers:Password", "another password"), ("Grid:Proxies:0", "10.0.0.7"), ("Grid:Proxies:1", "fd00::/64"),
            ("Grid:Metrics:Token", "sixteen-characters"), ("Grid:Map:TileUrl", "https://{s}.tiles.example/{z}/{x}/{y}.png"),
            ("Grid:Map:TileAttribution", "© Example"), ("Grid:Imports:MaxFileMegabytes", "5"));

        Assert.Empty(failures);
        Assert.Equal(("/srv/grid", false, "a long password", "another password"), (options.DataDirectory, options.SampleData, options.SuperAdminPassword, options.SampleUsersPassword));
        Assert.Equal([IPNetwork.Parse("10.0.0.7/32"), IPNetwork.Parse("fd00::/64")], options.Proxies);
        Assert.Equal("https://*.tiles.example", options.Map.TileOrigin);
        Assert.Equal(5_000_000, options.Imports.MaxFileBytes);
    }

    [Fact]
    public void ReadOrRefuse_ManyMistakes_NamesEveryKeyAtOnceAndNoSecret()
    {
        var refused = Assert.Throws<StartRefusedException>(() => GridOptionsReader.ReadOrRefuse(Configuration(
            ("Grid:SampleData", "maybe"), ("Grid:SuperAdmin:Password", "short1"), ("Grid:SampleUsers:Password", "short2"),
            ("Grid:Proxies:0", "proxy.example"), ("Grid:Metrics:Token", "short3"), ("Grid:Map:TileUrl", "tiles/{z}"),
            ("Grid:Imports:MaxFileMegabytes", "-1"), ("Grid:Limits:RequestsPerSecond", "lots"),
            ("ConnectionStrings:GridOwner", "Host=db;Username=owner"), ("FORWARDEDHEADERS_ENABLED", "true")), NullLogger.Instance));

        foreach (var key in (string[])["Grid:SampleData", "Grid:SuperAdmin:Password", "Grid:SampleUsers:Password", "Grid:Proxies:0", "Grid:Metrics:Token",
            "Grid:Map:TileUrl", "Grid:Imports:MaxFileMegabytes", "Grid:Limits:RequestsPerSecond", "ConnectionStrings:GridOwner", "ASPNETCORE_FORWARDEDHEADERS_ENABLED"])
            Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Nonsense=1")]
    [InlineData("Username=only")]
    public void Read_BrokenConnectionString_IsNamed(string text) =>
        Assert.Contains(Read(("ConnectionStrings:Grid", text)).Failures, failure => failure.StartsWith("ConnectionStrings:Grid ", StringComparison.Ordinal));

    [Fact]
    public void Read_TilesWithoutAttribution_AreRefused() =>
        Assert.Contains(Read(("Grid:Map:TileUrl", "https://tiles.example/{z}/{x}/{y}.png")).Failures, failure => failure.Contains("Grid:Map:TileAttribution", StringComparison.Ordinal));

    [Theory]
    [InlineData("https://tiles.example/{z}/{x}/{y}.png; script-src *")]
    [InlineData("javascript:alert({x},{y},{z})")]
    public void Read_TileAddressThatWouldBreakThePolicy_IsRefused(string url) =>
        Assert.Contains(Read(("Grid:Map:TileUrl", url), ("Grid:Map:TileAttribution", "x")).Failures, failure => failure.Contains("Grid:Map:TileUrl", StringComparison.Ordinal));

    [Fact]
    public void Read_MisspelledKey_IsReported() =>
        Assert.Equal(["Grid:SampelData"], Read(("Grid:SampelData", "false")).Unknown);

    [Fact]
    public void ReadOrRefuse_MisspelledKeys_AreNamedInOneWarningWithoutTheirValues()
    {
        var log = new Warnings();

        GridOptionsReader.ReadOrRefuse(Configuration(("Grid:SampelData", "false"), ("Grid:SuperAdmin:Pasword", "a long password"), ("Grid:SampleData", "false")), log);

        var warning = Assert.Single(log.Texts);
        Assert.Contains("Grid:SampelData", warning, StringComparison.Ordinal);
        Assert.Contains("Grid:SuperAdmin:Pasword", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("a long password", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadOrRefuse_EveryKeyKnown_WarnsOfNothing()
    {
        var log = new Warnings();

        GridOptionsReader.ReadOrRefuse(Configuration(("Grid:SampleData", "false")), log);

        Assert.Empty(log.Texts);
    }

    private static (GridOptions Options, IReadOnlyList<string> Failures, IReadOnlyList<string> Unknown) Read(params IEnumerable<(string, string)> settings) =>
        GridOptionsReader.Read(Configuration(settings));

    private static IConfiguration Configuration(params IEnumerable<(string Key, string Value)> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build();

    private sealed class Warnings : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Warning, logLevel);
            Texts.Add(formatter(state, exception));
        }
    }
}
