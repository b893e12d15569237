using System.Security.Cryptography;
using System.Text;
using GridApp.Hosting.Health;
using GridApp.Hosting.Security;

namespace GridApp.Hosting.Metrics;

/// <summary><c>/metrics</c>: for this machine's own collector, and with the configured token for others.</summary>
internal static class MetricsEndpoint
{
    private const string Scheme = "Bearer ";

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", AnswerAsync).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(HttpContext context, GridOptions options, Telemetry telemetry, DatabaseProbe database, CancellationToken ct)
    {
        if (!IsLocal(context) && !HasToken(context.Request, options.MetricsToken))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Problem(Problems.Of(StatusCodes.Status401Unauthorized, options.MetricsToken is null
                ? "Metrics are given to this machine only. Set Grid:Metrics:Token to let others read them with a bearer token."
                : "Metrics are given to this machine, or with the bearer token of Grid:Metrics:Token."));
        }
        await database.AnswersAsync(ct);
        return Results.Text(telemetry.Collect(), PrometheusText.ContentType);
    }

    // A request that some proxy passed on is not this machine's own, even when the proxy is.
    private static bool IsLocal(HttpContext context) => Peer.IsLoopback(context) && !Peer.WasForwarded(context.Request);

    private static bool HasToken(HttpRequest request, string? token) =>
        token is not null
        && request.Headers.Authorization.ToString() is var header
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..]), Encoding.UTF8.GetBytes(token));
}
