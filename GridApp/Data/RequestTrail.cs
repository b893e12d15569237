using System.Collections.Concurrent;

namespace GridApp.Data;

/// <summary>
/// Writes down what people carry out of the house and what they were refused: every answer in CSV, before its first byte goes, and every 403. An export without its
/// entry does not happen. The same refusal is written once a minute, so that nobody fills the trail by asking again.
/// </summary>
internal sealed partial class RequestTrail(RequestDelegate next, GridDatabase database, TimeProvider time, ILogger<RequestTrail> log)
{
    private const int LongestAddress = 1000;

    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Once = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(int? User, string What), DateTimeOffset> refused = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            context.Response.OnStarting(() => LookAsync(context));
        }
        return next(context);
    }

    private Task LookAsync(HttpContext context) => context.Response switch
    {
        { StatusCode: StatusCodes.Status403Forbidden } => RefusedAsync(context),
        { StatusCode: StatusCodes.Status200OK, ContentType: { } type } when type.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) => ExportedAsync(context),
        _ => Task.CompletedTask,
    };

    private async Task ExportedAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var kind = path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["api", "v1", var first, ..] ? first : "file";
        await WriteAsync(context, new AuditedAct("data.exported", kind.Length <= 32 ? kind : kind[..32]), context.RequestAborted);
    }

    private async Task RefusedAsync(HttpContext context)
    {
        var now = time.GetUtcNow();
        var actor = Actor.From(context.User);
        var key = (actor.UserId, $"{context.Request.Method} {context.Request.Path}");
        if (refused.TryGetValue(key, out var last) && now - last < Once)
        {
            return;
        }
        if (refused.Count >= MostRemembered)
        {
            refused.Clear();
        }
        refused[key] = now;
        try
        {
            await WriteAsync(context, new AuditedAct("access.refused", "request"), CancellationToken.None);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The refusal stands, written down or not.
            LogUnwritten(e, context.Request.Method, context.Request.Path);
        }
    }

    private async Task WriteAsync(HttpContext context, AuditedAct act, CancellationToken ct)
    {
        // A token that only reads may not write anything but that it was here.
        var actor = Actor.From(context.User) with { ReadsOnly = false };
        var address = $"{context.Request.Path}{context.Request.QueryString}";
        await using var session = await database.OpenAsync(actor, ct);
        await session.AuditAsync(
            act.Action, act.ObjectType, null, actor.OrganizationId, before: null,
            new { method = context.Request.Method, address = address.Length <= LongestAddress ? address : address[..LongestAddress] }, ct);
        await session.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The refusal of {Method} {Path} could not be written into the audit trail")]
    private partial void LogUnwritten(Exception exception, string method, PathString path);
}
