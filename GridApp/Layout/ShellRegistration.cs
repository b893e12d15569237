using GridApp.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GridApp.Layout;

/// <summary>What the composition root needs of the shell.</summary>
public static class ShellRegistration
{
    /// <summary>Razor components, the languages, and the search box's own source.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures.Offered[0]);
            options.SupportedCultures = [.. Cultures.Offered];
            options.SupportedUICultures = [.. Cultures.Offered];
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cultures.Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<ISearchSource, PageSearch>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>The addresses of <see cref="SiteFiles"/>. Goes before routing, after the security headers.</summary>
    public static IApplicationBuilder UseKeptFiles(this IApplicationBuilder app) => app.Use(KeptFiles.InvokeAsync);

    /// <summary>
    /// The language of the request, and pages for what goes wrong. Goes before authentication, after the security headers. The API answers its failures by
    /// itself (<c>application/problem+json</c>; exceptions through an <c>IExceptionHandler</c>), so only its empty answers are let through here.
    /// </summary>
    public static IApplicationBuilder UseShell(this IApplicationBuilder app)
    {
        app.UseRequestLocalization();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (!ForPeople(context) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
        return app;
    }

    /// <summary>The pages, and the form that sets the language.</summary>
    public static IEndpointRouteBuilder MapShell(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        endpoints.MapPost("/culture", SetCulture).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    private static bool ForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    private static RedirectHttpResult SetCulture(HttpContext context, [FromForm] string? culture, [FromForm] string? returnUrl)
    {
        var chosen = Cultures.Offered.FirstOrDefault(offered => string.Equals(offered.Name, culture, StringComparison.Ordinal)) ?? Cultures.Offered[0];
        context.Response.Cookies.Append(Cultures.Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            HttpOnly = true,
            IsEssential = true,
        });
        return TypedResults.LocalRedirect(ReturnUrl.Local(returnUrl));
    }
}
