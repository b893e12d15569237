using Microsoft.Extensions.Primitives;

namespace GridApp.Hosting.Security;

/// <summary>
/// Keeps our cookies under the prefix <c>__Host-</c> over HTTPS, where browsers then promise that no other host and no plain connection
/// set them. The rest of the application knows them as <c>grid-*</c>, which is also their name over plain HTTP on loopback.
/// </summary>
internal sealed class HostCookies(RequestDelegate next)
{
    private const string Own = "grid-";
    private const string Prefix = "__Host-";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.IsHttps)
            return next(context);
        if (context.Request.Headers.Cookie is { Count: > 0 } sent)
            context.Request.Headers.Cookie = Incoming(sent);
        // The first to register runs last: whatever sets a cookie has done so by then.
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            if (headers.SetCookie.Count > 0)
                headers.SetCookie = Outgoing(headers.SetCookie);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    /// <summary>Takes the prefix off ours, and drops what bears our names without it: somebody else's doing.</summary>
    internal static StringValues Incoming(StringValues sent)
    {
        var cookies = sent.SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cookie => !cookie.StartsWith(Own, StringComparison.OrdinalIgnoreCase))
            .Select(cookie => cookie.StartsWith(Prefix + Own, StringComparison.Ordinal) ? cookie[Prefix.Length..] : cookie);
        return string.Join("; ", cookies) is { Length: > 0 } header ? header : StringValues.Empty;
    }

    /// <summary>Puts the prefix on ours, with what browsers ask of such cookies: Secure, the path /, and no domain.</summary>
    internal static StringValues Outgoing(StringValues set) => set.Select(cookie =>
    {
        if (cookie is null || !cookie.StartsWith(Own, StringComparison.Ordinal))
            return cookie;
        var parts = cookie.Split(';', StringSplitOptions.TrimEntries);
        var kept = parts.Skip(1).Where(part => !Is(part, "path") && !Is(part, "domain") && !Is(part, "secure"));
        return string.Join("; ", [Prefix + parts[0], "path=/", "secure", .. kept]);
    }).ToArray();

    private static bool Is(string attribute, string name) =>
        attribute.Equals(name, StringComparison.OrdinalIgnoreCase) || attribute.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase);
}
