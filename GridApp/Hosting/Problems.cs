using System.Globalization;
using GridApp.Domain;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace GridApp.Hosting;

/// <summary>The one place where failures become RFC 9457 problems (<c>application/problem+json</c>).</summary>
public static class Problems
{
    /// <summary>Seconds after which a caller may try again while the database is away.</summary>
    public const int DatabaseRetrySeconds = 5;

    /// <summary>The HTTP answer of an expected failure.</summary>
    public static IResult ToProblem(this Failure failure) => Results.Problem(failure.ToProblemDetails());

    /// <inheritdoc cref="ToProblem"/>
    public static ProblemDetails ToProblemDetails(this Failure failure) => failure switch
    {
        Invalid invalid => new HttpValidationProblemDetails(invalid.Errors.ToDictionary(StringComparer.Ordinal))
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Title = Title(StatusCodes.Status422UnprocessableEntity),
            Detail = invalid.Sentence,
        },
        NotFound => Of(StatusCodes.Status404NotFound, failure.Sentence),
        Forbidden => Of(StatusCodes.Status403Forbidden, failure.Sentence),
        Conflict conflict => Of(conflict),
        Unreadable => Of(StatusCodes.Status400BadRequest, failure.Sentence),
        _ => Of(StatusCodes.Status500InternalServerError, failure.Sentence),
    };

    /// <summary>A problem of a status, with a sentence; null takes the status's own.</summary>
    /// <param name="type">A name that programs can act on, like <c>mfa-required</c>; null: the status says it all.</param>
    public static ProblemDetails Of(int status, string? sentence = null, string? type = null) => new()
    {
        Status = status,
        Type = type,
        Title = Title(status),
        Detail = sentence ?? Sentence(status),
    };

    private static ProblemDetails Of(Conflict conflict)
    {
        var problem = Of(StatusCodes.Status409Conflict, conflict.Sentence);
        if (conflict.Field is { } field)
            problem.Extensions["field"] = field;
        if (conflict.Current is { } current)
            problem.Extensions["current"] = current;
        return problem;
    }

    /// <summary>What an exception that nobody caught means for the caller. Nothing of its own text gets out unless it speaks of the request.</summary>
    public static ProblemDetails Of(Exception exception) => exception switch
    {
        BadHttpRequestException bad => Of(bad.StatusCode, bad.StatusCode == StatusCodes.Status400BadRequest
            ? "The request cannot be read: " + (bad.InnerException?.Message ?? bad.Message)
            : null),
        AntiforgeryValidationException => Of(StatusCodes.Status400BadRequest, "The form has expired or was sent from another page. Load the page again and repeat."),
        _ when DatabaseTrouble.IsAway(exception) => Of(StatusCodes.Status503ServiceUnavailable, "The database cannot be reached at the moment. Nothing was changed; try again shortly."),
        _ when DatabaseTrouble.IsLostRace(exception) => Of(StatusCodes.Status409Conflict),
        _ => Of(StatusCodes.Status500InternalServerError),
    };

    /// <summary>Writes it as the whole answer, with <c>Retry-After</c> where one belongs.</summary>
    public static async Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        if (problem.Status == StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0)
            context.Response.Headers.RetryAfter = DatabaseRetrySeconds.ToString(CultureInfo.InvariantCulture);
        problem.Instance ??= context.Request.PathBase + context.Request.Path;
        context.Response.Headers.CacheControl = "no-store";
        await Results.Problem(problem).ExecuteAsync(context);
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status422UnprocessableEntity => "Not accepted",
        StatusCodes.Status503ServiceUnavailable => "Not available",
        StatusCodes.Status500InternalServerError => "Internal error",
        _ => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
    };

    private static string? Sentence(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be read.",
        StatusCodes.Status401Unauthorized => "Who is calling? Send a bearer token from /api/v1/auth/token, or log in.",
        StatusCodes.Status403Forbidden => "This role may not do that.",
        StatusCodes.Status404NotFound => "There is no such thing, or it is not yours to see.",
        StatusCodes.Status405MethodNotAllowed => "This path does not know that method; see the Allow header and /openapi/v1.json.",
        StatusCodes.Status406NotAcceptable => "None of the forms named in Accept can be given.",
        StatusCodes.Status409Conflict => "Somebody was faster: read it again and repeat.",
        StatusCodes.Status413PayloadTooLarge => "What was sent is larger than allowed.",
        StatusCodes.Status415UnsupportedMediaType => "The body's Content-Type is not one that this path reads; see /openapi/v1.json.",
        StatusCodes.Status429TooManyRequests => "Too many requests: wait as long as Retry-After says.",
        StatusCodes.Status500InternalServerError => "Something went wrong on the server. It has been logged under this trace identifier.",
        StatusCodes.Status503ServiceUnavailable => "The service is not available at the moment; try again shortly.",
        _ => null,
    };
}
