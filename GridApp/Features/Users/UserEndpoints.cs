using System.Globalization;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace GridApp.Features.Users;

/// <summary>People over HTTP.</summary>
internal static class UserEndpoints
{
    private const int LongestBody = 16 * 1024;

    private const int Most = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder users = api.MapGroup("/users").WithTags("Users");
        users.MapGet("", ListAsync).RequireAuthorization(Policies.Read)
            .Produces<UserList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .WithSummary("People")
            .WithDescription("""
                Super admins see all, everybody else those of the own organization. q: part of a name, a user name or an e-mail address; role; organizationId; isDisabled.
                limit (1 to 1000, default 100) and cursor page through them.
                """);
        users.MapGet("/{id:int}", OneAsync).RequireAuthorization(Policies.Read)
            .Produces<UserItem>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One person")
            .WithDescription("The ETag goes into If-Match of a change.");
        Describe(users.MapPost("", CreateAsync), "A new person", """
            {userName, firstName?, lastName?, email?, role, organizationId?}. An admin's people are of the own organization, and nobody gives a role above the own. The person chooses a
            password by the link that POST /users/{id}/reset-link makes.
            """).Accepts<UserDraft>("application/json").Produces<UserItem>(StatusCodes.Status201Created);
        Describe(users.MapPut("/{id:int}", ChangeAsync), "Change a person", """
            Fields that are not named keep their value. A changed role, organization or isDisabled ends the person's sessions and tokens within a minute. Nobody changes the own role, and the
            last super admin stays one: 409. An If-Match that no longer holds is a lost race: 409, with what there is as `current`.
            """).Accepts<UserDraft>("application/json").Produces<UserItem>();
        Describe(users.MapPost("/{id:int}/disable", (int id, HttpContext context, ChangeUser change, CancellationToken ct) => SetDisabledAsync(id, true, context, change, ct)),
            "Disable a person", "Out of every page and token within a minute; the history stays. 409 for oneself and for the last super admin.").Produces<UserItem>();
        Describe(users.MapPost("/{id:int}/enable", (int id, HttpContext context, ChangeUser change, CancellationToken ct) => SetDisabledAsync(id, false, context, change, ct)),
            "Enable a person", "They can log in again.").Produces<UserItem>();
        Describe(users.MapPost("/{id:int}/reset-link", LinkAsync), "A one-time link", """
            {purpose}: password (the default; a first or a new one) or second_factor. Answers the address, which works once and until expiresAt, and is shown this once. It replaces an earlier
            link of the person. The link for a password leaves the second factor on, the one for the second factor asks for the password.
            """).Produces<OneTimeLink>(StatusCodes.Status201Created);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string summary, string description) => endpoint
        .RequireAuthorization(Policies.Write)
        .WithMetadata(new RequestSizeLimitAttribute(LongestBody))
        .WithSummary(summary)
        .WithDescription(description)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    private static async Task<IResult> ListAsync(HttpContext context, ReadUsers users, CancellationToken ct)
    {
        HttpRequest request = context.Request;
        if (request.UnknownParameter("q", "role", "organizationId", "isDisabled", "limit", "cursor") is { } unknown)
            return unknown.ToProblem();
        Outcome<int?> limit = request.WholeParameter("limit");
        Outcome<int?> cursor = request.WholeParameter("cursor");
        Outcome<int?> organization = request.WholeParameter("organizationId");
        if ((limit.Failure ?? cursor.Failure ?? organization.Failure) is { } broken)
            return broken.ToProblem();
        bool? disabled = null;
        if (request.Query.TryGetValue("isDisabled", out var said))
        {
            if (!bool.TryParse(said, out bool value))
                return new Unreadable("'isDisabled' is true or false.").ToProblem();
            disabled = value;
        }

        string? role = request.Query.TryGetValue("role", out var named) ? named.ToString() : null;
        if (role is not null && !Roles.All.Contains(role))
            return new Invalid("role", $"The role is one of: {string.Join(", ", Roles.All)}.").ToProblem();
        return (limit.Value ?? 100) is >= 1 and <= Most and var most
            ? TypedResults.Ok(await users.ListAsync(new UserFilter(request.Query["q"], role, organization.Value, disabled), cursor.Value ?? 0, most, Actor.From(context.User), ct))
            : new Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"The limit lies between 1 and {Most}.")).ToProblem();
    }

    private static async Task<IResult> OneAsync(int id, HttpContext context, ReadUsers users, CancellationToken ct) =>
        context.Request.UnknownParameter() is { } unknown ? unknown.ToProblem() : Answer(context, await users.OneAsync(id, Actor.From(context.User), ct));

    private static async Task<IResult> CreateAsync(HttpContext context, CreateUser users, CancellationToken ct)
    {
        if (context.Request.UnknownParameter() is { } unknown)
            return unknown.ToProblem();
        Outcome<JsonDocument> body = await context.Request.JsonObjectAsync(ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        Outcome<UserDraft> draft = UserBody.Read(json.RootElement, null);
        if (draft.Failure is { } broken)
            return broken.ToProblem();
        Outcome<UserItem> made = await users.RunAsync(draft.Value, Actor.From(context.User), ct);
        if (made.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = TagOf(made.Value);
        return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"{context.Request.PathBase}/api/v1/users/{made.Value.Id}"), made.Value);
    }

    private static async Task<IResult> ChangeAsync(int id, HttpContext context, ChangeUser users, CancellationToken ct)
    {
        if (context.Request.UnknownParameter() is { } unknown)
            return unknown.ToProblem();
        Outcome<JsonDocument> body = await context.Request.JsonObjectAsync(ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        return Answer(context, await users.RunAsync(id, current => UserBody.Read(json.RootElement, current), context.Request.ReadTag(), Actor.From(context.User), ct));
    }

    private static async Task<IResult> SetDisabledAsync(int id, bool disabled, HttpContext context, ChangeUser users, CancellationToken ct) =>
        context.Request.UnknownParameter() is { } unknown ? unknown.ToProblem() : Answer(context, await users.SetDisabledAsync(id, disabled, Actor.From(context.User), ct));

    private static async Task<IResult> LinkAsync(int id, HttpContext context, MakeLink links, CancellationToken ct)
    {
        HttpRequest request = context.Request;
        if (request.UnknownParameter() is { } unknown)
            return unknown.ToProblem();
        string? purpose = null;
        if (request.HasBody())
        {
            Outcome<JsonDocument> body = await request.JsonObjectAsync(ct);
            if (body.Failure is { } unreadable)
                return unreadable.ToProblem();
            using JsonDocument json = body.Value;
            var fields = new JsonFields("");
            foreach (JsonProperty property in json.RootElement.EnumerateObject())
            {
                if (property.Name == "purpose")
                    purpose = fields.Text("purpose", property.Value);
                else
                    fields.Wrong(property.Name, "There is no such field.");
            }

            if (fields.Failure is { } broken)
                return broken.ToProblem();
        }

        if (purpose is not (null or MakeLink.Password or MakeLink.SecondFactor))
            return new Invalid("purpose", $"The purpose is {MakeLink.Password} or {MakeLink.SecondFactor}.").ToProblem();
        string site = $"{request.Scheme}://{request.Host}{request.PathBase}/";
        Outcome<OneTimeLink> made = await links.RunAsync(id, purpose == MakeLink.SecondFactor, site, Actor.From(context.User), ct);
        if (made.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, made.Value);
    }

    private static IResult Answer(HttpContext context, Outcome<UserItem> user)
    {
        if (user.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = TagOf(user.Value);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(user.Value);
    }

    private static string TagOf(UserItem user) => RequestParts.TagOf(UserDraft.Of(user));
}
