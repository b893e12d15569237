using Microsoft.AspNetCore.Http.Features;

namespace GridApp.Hosting.Security;

/// <summary>
/// Browsers let any page open a WebSocket to any host, or send it a form, and may send our cookies along; the Origin header tells whose
/// page it is. Only our own may connect or change anything. A client that sends none is no browser and has no cookies to abuse.
/// </summary>
internal sealed class ForeignOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!(ChangesThings(request.Method) || IsSocket(context)) || request.Headers.Origin is not { Count: > 0 } origin || IsOurs(origin.ToString(), request))
            return next(context);
        return Problems.WriteAsync(context, Problems.Of(StatusCodes.Status403Forbidden, "This request was sent by a page of another site.", "foreign-origin"));
    }

    private static bool ChangesThings(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    private static bool IsSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase)
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var theirs)
        && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var ours)
        && theirs.Scheme == ours.Scheme && theirs.Port == ours.Port
        && string.Equals(theirs.Host, ours.Host, StringComparison.OrdinalIgnoreCase);
}
