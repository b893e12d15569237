namespace GridApp.Hosting.Security;

/// <summary>The headers that tell a browser what our pages may do. They go on every answer.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, GridOptions options)
{
    private const string Policies = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";
    private const string OneYear = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var (self, context) = ((SecurityHeaders, HttpContext))state;
            self.Set(context);
            return Task.CompletedTask;
        }, (this, context));
        return next(context);
    }

    /// <summary>The content security policy for pages of a host. No inline script, no evaluation; Leaflet and Swagger UI set styles inline.</summary>
    /// <param name="host">As the server took it from the request: it lets no quote, blank or semicolon pass.</param>
    /// <param name="tileOrigin">Where online map tiles come from, or null.</param>
    internal static string ContentSecurityPolicy(bool https, string host, string? tileOrigin)
    {
        var tiles = tileOrigin is null ? "" : " " + tileOrigin;
        // Browsers differ on whether 'self' covers a WebSocket of the same host.
        var socket = host.Length == 0 ? "" : $" {(https ? "wss" : "ws")}://{host}";
        return "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
            $"img-src 'self' data: blob:{tiles}; font-src 'self'; connect-src 'self'{socket}; worker-src 'self'; " +
            "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";
    }

    private void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        // Set, not added: the framework brings a weaker policy of its own for interactive pages.
        headers.ContentSecurityPolicy = ContentSecurityPolicy(context.Request.IsHttps, context.Request.Host.Value ?? "", options.Map.TileOrigin);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = Policies;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // On one's own machine it would spread to every other server there.
        if (context.Request.IsHttps && context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
            headers.StrictTransportSecurity = OneYear;
    }
}
