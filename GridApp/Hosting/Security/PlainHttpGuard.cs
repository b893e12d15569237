using System.Net.Mime;

namespace GridApp.Hosting.Security;

/// <summary>Refuses unencrypted requests from other machines: passwords and sessions would travel in the open. Health checks may come.</summary>
internal sealed class PlainHttpGuard(RequestDelegate next)
{
    private const string Sentence =
        "Plain HTTP is served to this machine only. Use https: give the server a certificate (Kestrel:Certificates:Default) or put it behind a proxy that is named in Grid:Proxies.";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps || Peer.IsLoopback(context) || ProgramPaths.IsHealth(context.Request.Path))
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        if (ProgramPaths.Include(context.Request.Path))
        {
            await Problems.WriteAsync(context, Problems.Of(StatusCodes.Status403Forbidden, Sentence, "https-required"));
            return;
        }
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        await context.Response.WriteAsync(Sentence, context.RequestAborted);
    }
}
