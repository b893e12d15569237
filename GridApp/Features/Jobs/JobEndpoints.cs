using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;

namespace GridApp.Features.Jobs;

/// <summary>Jobs over HTTP.</summary>
internal static class JobEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("", ListAsync)
            .RequireAuthorization(Policies.Read)
            .Produces<JobList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Scheduled jobs")
            .WithDescription("schedule is a cron expression with seconds, in UTC (null: only when asked for). lastResult is running, succeeded, failed or skipped; nextRun is null while a job is paused.");
        Command("run", "Run a job now", "Answers 202; it runs as soon as no other run of it lasts.", (steer, name, actor, ct) => steer.RunAsync(name, actor, ct));
        Command("pause", "Pause a job", "Its times pass until it is resumed; run still runs it.", (steer, name, actor, ct) => steer.PauseAsync(name, true, actor, ct));
        Command("resume", "Resume a job", "A time that was missed meanwhile is made up for once.", (steer, name, actor, ct) => steer.PauseAsync(name, false, actor, ct));

        void Command(string verb, string summary, string description, Func<SteerJob, string, Actor, CancellationToken, Task<Outcome<string>>> run) =>
            jobs.MapPost("/{name}/" + verb, async (string name, HttpContext context, SteerJob steer, CancellationToken cancellation) =>
                {
                    if (Unknown(context.Request) is { } unknown)
                        return unknown.ToProblem();
                    var outcome = await run(steer, name, Actor.From(context.User), cancellation);
                    return outcome.Failure is { } failure ? failure.ToProblem() : TypedResults.Accepted("/api/v1/jobs", new JobReceipt(outcome.Value, verb));
                })
                .RequireAuthorization(Policies.SuperAdmin)
                .Produces<JobReceipt>(StatusCodes.Status202Accepted)
                .ProducesProblem(StatusCodes.Status400BadRequest)
                .ProducesProblem(StatusCodes.Status404NotFound)
                .WithSummary(summary)
                .WithDescription(description);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReadJobs jobs, CancellationToken cancellation) =>
        Unknown(context.Request) is { } unknown ? unknown.ToProblem() : TypedResults.Ok(await jobs.ListAsync(Actor.From(context.User), cancellation));

    private static Unreadable? Unknown(HttpRequest request) =>
        request.Query.Keys.FirstOrDefault() is { } key ? new Unreadable($"The query parameter '{key}' is not known.") : null;
}

/// <summary>What was accepted.</summary>
/// <param name="Action"><c>run</c>, <c>pause</c> or <c>resume</c>.</param>
internal sealed record JobReceipt(string Name, string Action);
