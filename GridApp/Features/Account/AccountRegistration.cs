using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using GridApp.Hosting.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

public static class AccountRegistration
{
    private const string CookieOrBearer = "CookieOrBearer";

    /// <summary>Who people are: Identity's stores, the cookie, bearer tokens, and the policies that pages and endpoints name.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
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
                options.User.RequireUniqueEmail = false;
            })
            .AddEntityFrameworkStores<GridDbContext>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddPasswordValidator<CommonPasswords>()
            .AddDefaultTokenProviders();
        // PBKDF2 with HMAC-SHA-512, as often as OWASP asks for: 95 to 115 ms on the machine it was measured on.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<DecoyPassword>();
        services.AddSingleton<AccountStanding>();
        services.AddScoped<SignIn>();
        services.AddScoped<AccountChange>();
        services.AddScoped<AccountLinks>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<OwnAccount>();
        services.AddSingleton<AccountTrail>();
        services.AddSingleton<PersonalTokens>();
        services.AddScoped<ApiTokens>();
        services.AddScoped<BrowserSession>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<FirstAccounts>();
        services.AddSingleton<IStartupTask, SuperAdminStartup>();
        services.AddScoped<AuthenticationStateProvider, CircuitStanding>();
        services.AddCascadingAuthenticationState();

        services.AddAuthentication(CookieOrBearer)
            .AddPolicyScheme(CookieOrBearer, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.ToString() switch
                {
                    var header when TokenScheme.Takes(header) => TokenScheme.Name,
                    var header when header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => IdentityConstants.BearerScheme,
                    _ => IdentityConstants.ApplicationScheme,
                })
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie)
            .AddBearerToken(IdentityConstants.BearerScheme, options =>
            {
                options.BearerTokenExpiration = TimeSpan.FromHours(1);
                options.RefreshTokenExpiration = TimeSpan.FromDays(14);
            });

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.All))
            .AddPolicy(Policies.Write, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.SuperAdmin, Roles.Admin).RequireAssertion(MayWrite))
            .AddPolicy(Policies.SuperAdmin, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.SuperAdmin).RequireAssertion(MayWrite))
            // What forgot to say is closed; a test finds it.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
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
                var trail = context.RequestServices.GetRequiredService<AccountTrail>();
                if (context.User.Identity?.IsAuthenticated == true)
                {
                    var user = await context.RequestServices.GetRequiredService<OwnAccount>().ReadAsync(OwnId.Of(context.User)).ConfigureAwait(false);
                    await trail.WriteAsync("account.logout", user, AddressOf(context), after: null, context.RequestAborted).ConfigureAwait(false);
                }
                await BrowserSession.EndAsync(context).ConfigureAwait(false);
                return TypedResults.LocalRedirect("/login");
            })
            .AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/account/sign-out-everywhere", SignOutEverywhereAsync).RequireAuthorization(Policies.Read).RequireRateLimiting(RateLimits.Login).ExcludeFromDescription();
    }

    // The form's token is checked as for every endpoint that reads a form.
    private static async Task<IResult> SignOutEverywhereAsync(
        HttpContext context, OwnAccount account, BrowserSession session, [Microsoft.AspNetCore.Mvc.FromForm] bool? tokens, CancellationToken ct)
    {
        var done = await account.SignOutEverywhereAsync(OwnId.Of(context.User), tokens == true, AddressOf(context), ct).ConfigureAwait(false);
        if (done.Failure is { } failure)
        {
            return failure.ToProblem();
        }
        await session.BeginAsync(context, done.Value).ConfigureAwait(false);
        return TypedResults.LocalRedirect("/account?done=signed-out");
    }

    private static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    /// <summary>A token that only reads does so whatever its holder may.</summary>
    private static bool MayWrite(AuthorizationHandlerContext context) => context.User.FindFirst(GridClaims.Scope) is null or { Value: PersonalTokens.Write };

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
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
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
