using System.Globalization;
using GridApp.Hosting.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace GridApp.Features.Account;

/// <summary>Bearer tokens for the API.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").AllowAnonymous().WithTags("Auth").DisableAntiforgery().RequireRateLimiting(RateLimits.Login);
        auth.MapPost("/token", TokenAsync)
            .AddOpenApiOperationTransformer((operation, _, _) => Form(operation, ("username", true), ("password", true), ("otp", false)))
            .Produces<ApiTokenPair>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Log in for the API")
            .WithDescription("Form fields username, password and, where a second factor is on, otp. A missing second factor answers 401 of type mfa-required; a locked name answers 429 with Retry-After, whether or not it exists.");
        auth.MapPost("/refresh", RefreshAsync)
            .AddOpenApiOperationTransformer((operation, _, _) => Form(operation, ("refreshToken", true)))
            .Produces<ApiTokenPair>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("A new pair of tokens")
            .WithDescription("Form field refreshToken. Answers 401 when the token has ended, or its holder's password, role or standing changed since.");
    }

    private static async Task<Results<Ok<ApiTokenPair>, ProblemHttpResult>> TokenAsync(HttpContext context, SignIn signIn, ApiTokens tokens, TimeProvider time, CancellationToken ct)
    {
        if (await FieldsAsync(context, ct).ConfigureAwait(false) is not { } form || form["username"].ToString() is not { Length: > 0 } name || form["password"].ToString() is not { Length: > 0 } password)
        {
            return TypedResults.Problem("Send a form with the fields username and password.", statusCode: StatusCodes.Status400BadRequest);
        }
        switch (await signIn.CheckAsync(name, password, form["otp"].ToString(), context.Connection.RemoteIpAddress?.ToString(), ct).ConfigureAwait(false))
        {
            case SignInOutcome.Welcome(var user):
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(await tokens.IssueAsync(user).ConfigureAwait(false));
            case SignInOutcome.CodeNeeded:
                return TypedResults.Problem("Send the code of your authenticator app, or a recovery code, as otp.", statusCode: StatusCodes.Status401Unauthorized, title: "A second factor is needed.", type: "mfa-required");
            case SignInOutcome.Locked(var until):
                context.Response.Headers[HeaderNames.RetryAfter] = Math.Max(1, (int)Math.Ceiling((until - time.GetUtcNow()).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return TypedResults.Problem("Too many failed logins with this name. Try again later.", statusCode: StatusCodes.Status429TooManyRequests, title: "Locked for a while.");
            default:
                return TypedResults.Problem("The user name or the password is wrong.", statusCode: StatusCodes.Status401Unauthorized, title: "Not logged in.");
        }
    }

    private static async Task<Results<Ok<ApiTokenPair>, ProblemHttpResult>> RefreshAsync(HttpContext context, ApiTokens tokens, CancellationToken ct)
    {
        if (await FieldsAsync(context, ct).ConfigureAwait(false) is not { } form || form["refreshToken"].ToString() is not { Length: > 0 } token)
        {
            return TypedResults.Problem("Send a form with the field refreshToken.", statusCode: StatusCodes.Status400BadRequest);
        }
        context.Response.Headers.CacheControl = "no-store";
        return await tokens.RefreshAsync(token, ct).ConfigureAwait(false) is { } pair
            ? TypedResults.Ok(pair)
            : TypedResults.Problem("The refresh token has ended. Log in again.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static async Task<IFormCollection?> FieldsAsync(HttpContext context, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }
        try
        {
            return await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Described by hand: with Accepts() routing would answer 415 before the endpoint can say what to send.
    private static Task Form(OpenApiOperation operation, params (string Name, bool Required)[] fields)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/x-www-form-urlencoded"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = fields.ToDictionary(field => field.Name, _ => (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.String }),
                        Required = fields.Where(field => field.Required).Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
                    },
                },
            },
        };
        return Task.CompletedTask;
    }
}
