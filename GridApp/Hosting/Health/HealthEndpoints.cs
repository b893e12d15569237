namespace GridApp.Hosting.Health;

/// <summary>Whether the process lives, and whether it is ready to serve. Both need no credentials and tell nothing that is secret.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => Results.Json(new HealthAnswer("live", "The process answers."))).DisableRateLimiting();
        health.MapGet("/ready", ReadyAsync).DisableRateLimiting();
    }

    private static async Task<IResult> ReadyAsync(StartupState startup, DatabaseProbe database, HttpContext context, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = startup switch
        {
            { Refusal: { } refusal } => new HealthAnswer("failed", refusal.Message),
            { IsDone: false } => new HealthAnswer("starting", startup.Progress),
            _ when !await database.AnswersAsync(ct) => new HealthAnswer("unavailable", "The database cannot be reached."),
            _ => new HealthAnswer("ready", "Migrations and sample data are in, the database answers."),
        };
        if (answer.Status == "ready")
            return Results.Json(answer);
        context.Response.Headers.RetryAfter = "1";
        return Results.Json(answer, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private sealed record HealthAnswer(string Status, string Detail);
}
