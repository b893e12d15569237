using GridApp.Components;

namespace GridApp.Layout;

/// <summary>
/// Serves <see cref="SiteFiles"/>: takes the build out of the address before anything is routed, and lets browsers keep what comes for a year. A page of an older build, still open after an
/// update, gets today's file and may not keep it.
/// </summary>
internal static class KeptFiles
{
    private const string ForGood = "public, max-age=31536000, immutable";
    private static readonly PathString Current = new($"{SiteFiles.Root}/{SiteFiles.Build}");

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(SiteFiles.Root, StringComparison.Ordinal, out PathString rest))
            return next(context);
        if (context.Request.Path.StartsWithSegments(Current, StringComparison.Ordinal, out PathString file))
        {
            context.Request.Path = file;
            // Files come with a wish to be asked for each time; the first to register runs last.
            context.Response.OnStarting(static state =>
            {
                var response = ((HttpContext)state).Response;
                if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified)
                    response.Headers.CacheControl = ForGood;
                return Task.CompletedTask;
            }, context);
        }
        else if (rest.Value is { Length: > 1 } older && older.IndexOf('/', 1) is var end and > 0)
        {
            context.Request.Path = older[end..];
        }

        return next(context);
    }
}
