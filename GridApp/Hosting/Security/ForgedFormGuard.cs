using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace GridApp.Hosting.Security;

/// <summary>
/// Refuses a form that does not carry its page's token with 400 before it is bound. The antiforgery middleware only takes a note of it; generated endpoints
/// (EnableRequestDelegateGenerator) throw when they read such a form, which would be answered as a fault of the server.
/// </summary>
public sealed class ForgedFormGuard(RequestDelegate next)
{
    /// <summary>Answers or passes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(context);
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // The page that says so comes through here, too. It is only read, whatever was sent.
            context.Request.Method = HttpMethods.Get;
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
