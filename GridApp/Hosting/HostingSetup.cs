using GridApp.Hosting.Health;
using GridApp.Hosting.Metrics;
using GridApp.Hosting.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GridApp.Hosting;

/// <summary>How Program.cs gets this room: services, the outer middleware, the endpoints, and the run itself.</summary>
public static class HostingSetup
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Options, the database server, startup work, health, metrics, logs, limits.</summary>
    public static WebApplicationBuilder AddGridHosting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => GridOptionsReader.ReadOrRefuse(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<ILogger<GridOptions>>()));
        services.AddSingleton(provider => new DataDirectory(
            provider.GetRequiredService<GridOptions>().DataDirectory, provider.GetRequiredService<IHostEnvironment>().ContentRootPath));
        services.AddSingleton<DatabaseServer>();
        services.AddSingleton<StartupState>();
        services.AddHostedService<StartupWork>();
        services.AddSingleton<DatabaseProbe>();
        services.AddSingleton<GridMeter>();
        services.AddSingleton<Telemetry>();
        services.ConfigureHttpJsonOptions(json => GridJson.Configure(json.SerializerOptions));
        services.AddProblemDetails();
        services.AddDataCompression();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, Proxies>();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>>(provider =>
            new ConfigureOptions<RateLimiterOptions>(limiter => RateLimits.Configure(limiter, provider.GetRequiredService<GridOptions>())));
        // A parameter that cannot be read gets a sentence instead of an empty answer.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (!NamesAddress(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);
        if (string.IsNullOrEmpty(builder.Configuration["Logging:Console:FormatterName"]))
            Logs(builder.Logging);
        return builder;
    }

    /// <summary>The outermost middleware, before anything else of the pipeline (static files, authentication, pages).</summary>
    public static WebApplication UseGridHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<PlainHttpGuard>();
        app.UseMiddleware<ForeignOrigin>();
        app.UseMiddleware<HostCookies>();
        app.UseDataCompression();
        app.UseMiddleware<ProblemMiddleware>();
        return app;
    }

    /// <summary><c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c>.</summary>
    public static IEndpointRouteBuilder MapGridHosting(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealth();
        endpoints.MapMetrics();
        return endpoints;
    }

    /// <summary>Puts the application together, starts the database, serves until told to stop, stops the database.</summary>
    /// <returns>The process's exit code: 1 when it could not start, with a sentence on standard error.</returns>
    public static async Task<int> RunGridAsync(Func<WebApplication> compose)
    {
        try
        {
            await using var app = compose();
            await StartDatabaseAsync(app);
            _ = app.Services.GetRequiredService<Telemetry>();
            // The run disposes of the services at its end.
            var state = app.Services.GetRequiredService<StartupState>();
            await app.RunAsync();
            return state.Refusal is { } refusal ? throw refusal : 0;
        }
        catch (StartRefusedException e)
        {
            return await RefuseAsync(e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return await RefuseAsync(e.Message + " Another program is serving there; stop it, or set ASPNETCORE_URLS to another address.");
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static bool NamesAddress(ConfigurationManager configuration) =>
        ((string[])["urls", "http_ports", "https_ports"]).Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    private static async Task StartDatabaseAsync(WebApplication app)
    {
        // The host listens to signals only later; a stop during a slow first start must not leave a server behind.
        using var stop = new CancellationTokenSource();
        using var interrupt = Signals.Cancel(stop);
        await app.Services.GetRequiredService<DatabaseServer>().StartAsync(stop.Token);
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync("GridApp does not start. " + sentence);
        return 1;
    }

    private static void Logs(ILoggingBuilder logging)
    {
        if (Console.IsOutputRedirected)
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                json.IncludeScopes = true;
            });
            return;
        }
        logging.AddSimpleConsole(simple =>
        {
            simple.SingleLine = true;
            simple.TimestampFormat = "HH:mm:ss ";
        });
    }
}
