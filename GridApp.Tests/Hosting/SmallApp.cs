using System.Net;
using GridApp.Domain;
using GridApp.Hosting;
using GridApp.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GridApp.Tests.Hosting;

/// <summary>A server with nothing but the hosting room's pipeline and a few endpoints that behave and misbehave. Its database is away.</summary>
internal sealed class SmallApp : IAsyncDisposable
{
    /// <summary>The address that the request shall seem to come from.</summary>
    public const string PeerHeader = "Test-Peer";

    /// <summary>The one certificate that the client takes: the tests make it themselves.</summary>
    public const string CertificateSubject = "CN=grid.example";

    private readonly WebApplication app;

    private SmallApp(WebApplication app, HttpClient client)
    {
        this.app = app;
        Client = client;
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<SmallApp> StartAsync(string url = "http://127.0.0.1:0", params IEnumerable<(string Key, string Value)> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))
            .Append(new("ConnectionStrings:Grid", "Host=/nowhere;Username=nobody;Database=grid"))
            .Append(new("urls", url)));
        builder.AddGridHosting();
        builder.Logging.ClearProviders();
        builder.Services.AddAntiforgery();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers.TryGetValue(PeerHeader, out var peer))
                context.Connection.RemoteIpAddress = IPAddress.Parse(peer.ToString());
            return next(context);
        });
        app.UseGridHosting();
        app.UseRateLimiter();
        app.MapGridHosting();
        Endpoints(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == CertificateSubject },
        };
        return new(app, new HttpClient(handler) { BaseAddress = new Uri(address) });
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private static void Endpoints(WebApplication app)
    {
        app.MapGet("/page", () => "page");
        app.MapGet("/api/who", (HttpContext context) => $"{context.Request.Scheme} {context.Request.Host} {context.Connection.RemoteIpAddress}");
        app.MapGet("/api/cookies", (HttpContext context) => string.Join(' ', context.Request.Cookies.Select(c => c.Key + "=" + c.Value)));
        app.MapGet("/api/set-cookies", (HttpContext context) =>
        {
            context.Response.Cookies.Append("grid-session", "ours", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/deep", Domain = "example.org" });
            context.Response.Cookies.Append("theirs", "1");
        });
        app.MapGet("/api/number/{n:int}", (int n, int? limit) => n + (limit ?? 0));
        app.MapPost("/api/body", (Dictionary<string, int> body) => body.Count);
        app.MapGet("/api/throws", string () => throw new InvalidOperationException("secret inner text"));
        app.MapGet("/api/database-away", string () => throw new NpgsqlException("x", new IOException("gone")));
        app.MapGet("/api/lost-race", string () => throw new PostgresException("duplicate", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation));
        app.MapGet("/api/status/{code:int}", (int code) => Results.StatusCode(code));
        app.MapGet("/api/failure/{kind}", (string kind) => (kind switch
        {
            "invalid" => new Invalid("capacityMw", "Capacity is 0 MW or more."),
            "forbidden" => (Failure)new Forbidden("Analysts read."),
            "conflict" => new Conflict("That code is taken."),
            "unreadable" => new Unreadable("bbox has four numbers."),
            _ => new NotFound("No such plant."),
        }).ToProblem());
        app.MapPost("/api/login", () => "in").RequireRateLimiting(RateLimits.Login);
    }
}
