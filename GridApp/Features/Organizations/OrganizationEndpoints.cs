using System.Globalization;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace GridApp.Features.Organizations;

/// <summary>Organizations over HTTP.</summary>
internal static class OrganizationEndpoints
{
    private const int LongestBody = 16 * 1024;

    private const int Most = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder organizations = api.MapGroup("/organizations").WithTags("Organizations");
        organizations.MapGet("", ListAsync).RequireAuthorization(Policies.Read)
            .Produces<OrganizationList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .WithSummary("Organizations")
            .WithDescription("Super admins see all, everybody else the own. q: part of a name or an EIC. limit (1 to 1000, default 100) and cursor page through them.");
        organizations.MapGet("/{id:int}", OneAsync).RequireAuthorization(Policies.Read)
            .Produces<OrganizationItem>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One organization")
            .WithDescription("The ETag goes into If-Match of a change.");
        Describe(organizations.MapPost("", CreateAsync), "A new organization", "{name, eic?}: both unique, the EIC with its check character. Super admins only.")
            .Accepts<OrganizationDraft>("application/json").Produces<OrganizationItem>(StatusCodes.Status201Created);
        Describe(organizations.MapPut("/{id:int}", ChangeAsync), "Change an organization", "Fields that are not named keep their value. An If-Match that no longer holds is a lost race: 409, with what there is as `current`.")
            .Accepts<OrganizationDraft>("application/json").Produces<OrganizationItem>();
        Describe(organizations.MapPost("/{id:int}/disable", (int id, HttpContext context, ChangeOrganization change, CancellationToken ct) => SetDisabledAsync(id, true, context, change, ct)),
            "Disable an organization", "Its people are out of pages and tokens within a minute and cannot log in; super admins are not touched, and what it owns stays.").Produces<OrganizationItem>();
        Describe(organizations.MapPost("/{id:int}/enable", (int id, HttpContext context, ChangeOrganization change, CancellationToken ct) => SetDisabledAsync(id, false, context, change, ct)),
            "Enable an organization", "Its people can log in again.").Produces<OrganizationItem>();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string summary, string description) => endpoint
        .RequireAuthorization(Policies.SuperAdmin)
        .WithMetadata(new RequestSizeLimitAttribute(LongestBody))
        .WithSummary(summary)
        .WithDescription(description)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    private static async Task<IResult> ListAsync(HttpContext context, ReadOrganizations organizations, CancellationToken ct)
    {
        HttpRequest request = context.Request;
        if (request.UnknownParameter("q", "limit", "cursor") is { } unknown)
            return unknown.ToProblem();
        Outcome<int?> limit = request.WholeParameter("limit");
        Outcome<int?> cursor = request.WholeParameter("cursor");
        if ((limit.Failure ?? cursor.Failure) is { } broken)
            return broken.ToProblem();
        return (limit.Value ?? 100) is >= 1 and <= Most and var most
            ? TypedResults.Ok(await organizations.ListAsync(request.Query["q"], cursor.Value ?? 0, most, Actor.From(context.User), ct))
            : new Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"The limit lies between 1 and {Most}.")).ToProblem();
    }

    private static async Task<IResult> OneAsync(int id, HttpContext context, ReadOrganizations organizations, CancellationToken ct) =>
        context.Request.UnknownParameter() is { } unknown
            ? unknown.ToProblem()
            : Answer(context, await organizations.OneAsync(id, Actor.From(context.User), ct));

    private static async Task<IResult> CreateAsync(HttpContext context, CreateOrganization organizations, CancellationToken ct)
    {
        if (context.Request.UnknownParameter() is { } unknown)
            return unknown.ToProblem();
        Outcome<JsonDocument> body = await context.Request.JsonObjectAsync(ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        Outcome<OrganizationDraft> draft = OrganizationBody.Read(json.RootElement, null);
        if (draft.Failure is { } broken)
            return broken.ToProblem();
        Outcome<OrganizationItem> made = await organizations.RunAsync(draft.Value, Actor.From(context.User), ct);
        if (made.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = TagOf(made.Value);
        return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"{context.Request.PathBase}/api/v1/organizations/{made.Value.Id}"), made.Value);
    }

    private static async Task<IResult> ChangeAsync(int id, HttpContext context, ChangeOrganization organizations, CancellationToken ct)
    {
        if (context.Request.UnknownParameter() is { } unknown)
            return unknown.ToProblem();
        Outcome<JsonDocument> body = await context.Request.JsonObjectAsync(ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        return Answer(context, await organizations.RunAsync(id, current => OrganizationBody.Read(json.RootElement, current), context.Request.ReadTag(), Actor.From(context.User), ct));
    }

    private static async Task<IResult> SetDisabledAsync(int id, bool disabled, HttpContext context, ChangeOrganization organizations, CancellationToken ct) =>
        context.Request.UnknownParameter() is { } unknown
            ? unknown.ToProblem()
            : Answer(context, await organizations.SetDisabledAsync(id, disabled, Actor.From(context.User), ct));

    private static IResult Answer(HttpContext context, Outcome<OrganizationItem> organization)
    {
        if (organization.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = TagOf(organization.Value);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(organization.Value);
    }

    private static string TagOf(OrganizationItem organization) => RequestParts.TagOf(OrganizationDraft.Of(organization));
}
