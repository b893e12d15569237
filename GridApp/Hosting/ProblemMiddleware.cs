namespace GridApp.Hosting;

/// <summary>
/// Gives programs a problem document for every error: what an endpoint threw, and what the framework answered with an empty body
/// (no route, wrong method, not logged in, too large). Pages are left to the error page.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ProgramPaths.Include(context.Request.Path))
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is listening any more.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var problem = Problems.Of(e);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
                LogFailed(e, context.Request.Method, context.Request.Path, problem.Status.Value);
            context.Response.Clear();
            await Problems.WriteAsync(context, problem);
            return;
        }
        if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null, ContentLength: null or 0 })
            await Problems.WriteAsync(context, Problems.Of(context.Response.StatusCode));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed with {Status}")]
    private partial void LogFailed(Exception exception, string method, PathString path, int status);
}
