using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

public static class AccountRegistration
{
    private const string CookieOrBearer = "CookieOrBearer";

    /// <summary>Who people are: Identity's stores, the cookie, bearer tokens, and the policies that pages and endpoints name.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "grid-csrf";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddIdentityCore<GridUser>(options =>
            {
                // OWASP ASVS 5.0: length, not composition. Lockout is LoginThrottle's, for known and unknown names alike.
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 4;
                options.Lockout.AllowedForNewUsers = false;
            })
            .AddEntityFrameworkStores<GridDbContext>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddPasswordValidator<CommonPasswords>()
            .AddDefaultTokenProviders();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<DecoyPassword>();
        services.AddSingleton<AccountStanding>();
        services.AddScoped<SignIn>();
        services.AddScoped<ApiTokens>();
        services.AddScoped<BrowserSession>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<FirstAccounts>();
        services.AddSingleton<IStartupTask, SuperAdminStartup>();
        services.AddScoped<AuthenticationStateProvider, CircuitStanding>();
        services.AddCascadingAuthenticationState();

        services.AddAuthentication(CookieOrBearer)
            .AddPolicyScheme(CookieOrBearer, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                    ? IdentityConstants.BearerScheme
                    : IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie)
            .AddBearerToken(IdentityConstants.BearerScheme, options =>
            {
                options.BearerTokenExpiration = TimeSpan.FromHours(1);
                options.RefreshTokenExpiration = TimeSpan.FromDays(14);
            });

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.All))
            .AddPolicy(Policies.Write, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.SuperAdmin, Roles.Admin))
            .AddPolicy(Policies.SuperAdmin, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.SuperAdmin))
            // What forgot to say is closed; a test finds it.
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>Start-up work that needs the sample organizations: register after the sample data.</summary>
    public static IServiceCollection AddSamplePeople(this IServiceCollection services) => services.AddSingleton<IStartupTask, SamplePeopleStartup>();

    /// <summary>After authentication, before authorization.</summary>
    public static IApplicationBuilder UseAccountGate(this IApplicationBuilder app) => app.UseMiddleware<AccountGate>();

    public static void MapAccounts(this IEndpointRouteBuilder app, IEndpointRouteBuilder api)
    {
        api.MapTokens();
        // Antiforgery is checked by the form's token; the middleware validates it for endpoints that read a form.
        app.MapPost("/logout", async (HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string? returnUrl) =>
            {
                await BrowserSession.EndAsync(context).ConfigureAwait(false);
                return TypedResults.LocalRedirect("/login");
            })
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "grid-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.AccessDeniedPath = "/forbidden";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    // A program wants a status, a person wants a page.
    private static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }
        return Task.CompletedTask;
    }
}
