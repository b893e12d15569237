using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GridApp.Tests.Hosting.Security;

public sealed class TransportTests
{
    private const string Elsewhere = "203.0.113.5";

    [Theory]
    [InlineData("/page", HttpStatusCode.Forbidden)]
    [InlineData("/api/who", HttpStatusCode.Forbidden)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    public async Task PlainHttp_FromElsewhere_IsRefusedInWordsExceptHealth(string path, HttpStatusCode expected)
    {
        await using var app = await SmallApp.StartAsync();

        var response = await app.GetAsync(path, (SmallApp.PeerHeader, Elsewhere));

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Forbidden)
            Assert.Contains("Use https", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainHttp_FromLoopback_IsServed()
    {
        await using var app = await SmallApp.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/page")).StatusCode);
    }

    [Fact]
    public async Task ForwardedHeaders_FromNobodyNamed_AreNotBelieved()
    {
        await using var app = await SmallApp.StartAsync();

        var text = await (await app.GetAsync("/api/who", ("X-Forwarded-For", Elsewhere), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "grid.example"))).Content.ReadAsStringAsync();

        Assert.StartsWith("http 127.0.0.1:", text, StringComparison.Ordinal);
        Assert.EndsWith(" 127.0.0.1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForwardedHeaders_FromANamedProxy_MakeTheRequestItsCallers()
    {
        await using var app = await SmallApp.StartAsync(settings: ("Grid:Proxies:0", "127.0.0.0/8"));

        var response = await app.GetAsync("/api/who", ("X-Forwarded-For", Elsewhere), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "grid.example"));

        Assert.Equal($"https grid.example {Elsewhere}", await response.Content.ReadAsStringAsync());
        Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task ForwardedHeaders_NamedProxySaysPlainHttpFromElsewhere_IsRefused()
    {
        await using var app = await SmallApp.StartAsync(settings: ("Grid:Proxies:0", "127.0.0.1"));

        var response = await app.GetAsync("/api/who", ("X-Forwarded-For", Elsewhere), ("X-Forwarded-Proto", "http"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Https_CertificateInConfiguration_IsServedWithHostCookies()
    {
        using var directory = new Postgres.TemporaryDirectory("gridapp-certificate");
        Directory.CreateDirectory(directory.Path);
        var file = Path.Combine(directory.Path, "server.pfx");
        await File.WriteAllBytesAsync(file, Certificate("pass"));
        await using var app = await SmallApp.StartAsync("https://127.0.0.1:0",
            ("Kestrel:Certificates:Default:Path", file), ("Kestrel:Certificates:Default:Password", "pass"));

        Assert.StartsWith("https ", await (await app.GetAsync("/api/who", (SmallApp.PeerHeader, Elsewhere))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var set = (await app.GetAsync("/api/set-cookies")).Headers.GetValues("Set-Cookie").ToArray();
        Assert.Contains("__Host-grid-session=ours; path=/; secure; samesite=lax; httponly", set);
        Assert.Contains("theirs=1; path=/", set);
        var seen = await (await app.GetAsync("/api/cookies", ("Cookie", "grid-session=planted; __Host-grid-session=ours; theirs=1"))).Content.ReadAsStringAsync();
        Assert.Equal("grid-session=ours theirs=1", seen);
    }

    [Fact]
    public async Task Cookies_PlainHttpOnLoopback_KeepTheirPlainNames()
    {
        await using var app = await SmallApp.StartAsync();

        var set = (await app.GetAsync("/api/set-cookies")).Headers.GetValues("Set-Cookie");
        var seen = await (await app.GetAsync("/api/cookies", ("Cookie", "grid-session=ours"))).Content.ReadAsStringAsync();

        Assert.Contains(set, cookie => cookie.StartsWith("grid-session=ours;", StringComparison.Ordinal));
        Assert.Equal("grid-session=ours", seen);
    }

    private static byte[] Certificate(string password)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(SmallApp.CertificateSubject, key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.Export(X509ContentType.Pfx, password);
    }
}
