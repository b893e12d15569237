using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace GridApp.Hosting.Security;

/// <summary>How often one caller may ask. Generous: they stop runaways and guessing, not work.</summary>
public static class RateLimits
{
    /// <summary>The policy of whatever checks a password or a code: by address, POST only. <c>RequireRateLimiting(RateLimits.Login)</c>.</summary>
    public const string Login = "login";

    /// <summary>The policy of whatever takes files: by person. <c>RequireRateLimiting(RateLimits.Imports)</c>.</summary>
    public const string Imports = "imports";

    private const int SegmentsPerMinute = 6;

    internal static void Configure(RateLimiterOptions limiter, GridOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RejectAsync;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.GetTokenBucketLimiter(Caller(context), _ => new()
                {
                    // A page's burst may use a second's worth at once.
                    TokenLimit = options.Limits.RequestsPerSecond,
                    TokensPerPeriod = Math.Max(1, options.Limits.RequestsPerSecond / 10),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(0.1),
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter(""));
        limiter.AddPolicy(Login, context => HttpMethods.IsPost(context.Request.Method)
            ? PerMinute(Peer.Key(context), options.Limits.LoginsPerMinute)
            : RateLimitPartition.GetNoLimiter(""));
        limiter.AddPolicy(Imports, context => PerMinute(Caller(context), options.Limits.ImportsPerMinute));
    }

    private static RateLimitPartition<string> PerMinute(string caller, int permits) => RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new()
    {
        PermitLimit = permits,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = SegmentsPerMinute,
        QueueLimit = 0,
    });

    private static string Caller(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } user ? "user " + user : "address " + Peer.Key(context);

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        // A person's browser gets a page instead, made from the status and the header.
        if (ProgramPaths.Include(rejected.HttpContext.Request.Path))
            await Problems.WriteAsync(rejected.HttpContext, Problems.Of(StatusCodes.Status429TooManyRequests));
    }
}
