using System.IO.Compression;
using GridApp.Hosting.Security;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace GridApp.Hosting;

/// <summary>
/// Data goes out compressed to callers on the network. A caller on this machine gets it plain: compressing 4 MB costs more time there than it saves.
/// (Behind a named proxy the caller is whom the proxy speaks for.) Pages are left alone: they carry antiforgery tokens.
/// </summary>
internal static class Compression
{
    public static void AddDataCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "application/problem+json", "application/geo+json", "application/octet-stream", "text/csv"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    public static void UseDataCompression(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (Peer.IsLoopback(context))
            {
                context.Request.Headers.Remove(HeaderNames.AcceptEncoding);
            }
            return next(context);
        });
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api => api.UseResponseCompression());
    }
}
