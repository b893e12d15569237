using System.Globalization;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace GridApp.Features.Notifications;

/// <summary>News over HTTP, for administrators.</summary>
internal static class NotificationEndpoints
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder notifications = api.MapGroup("/notifications").WithTags("Notifications");
        notifications.MapGet("", ListAsync)
            .RequireAuthorization(Policies.Write)
            .Produces<NotificationList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("News for administrators, newest first")
            .WithDescription("What others did in the own organization (for super admins: in all). limit: 1 to 200, 50 by default. unread stops counting at 100.");
        notifications.MapPost("/read", ReadAsync)
            .RequireAuthorization(Policies.Write)
            .WithMetadata(new RequestSizeLimitAttribute(1024))
            .Accepts<ReadUpTo>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Mark as read")
            .WithDescription("upTo: the id of the newest one that was seen.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReadNotifications notifications, CancellationToken ct)
    {
        int limit = 50;
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in context.Request.Query)
        {
            if (name != "limit")
                return new Unreadable($"There is no parameter '{name}' here.").ToProblem();
            if (!int.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out limit))
                return new Unreadable("'limit' is a whole number.").ToProblem();
        }

        return limit is >= 1 and <= Most
            ? TypedResults.Ok(await notifications.NewestAsync(limit, Actor.From(context.User), ct))
            : new Invalid("limit", FormattableString.Invariant($"The limit lies between 1 and {Most}.")).ToProblem();
    }

    private static async Task<IResult> ReadAsync(HttpContext context, ReadNotifications notifications, CancellationToken ct)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here.").ToProblem();
        ReadUpTo? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<ReadUpTo>(context.Request.Body, JsonSerializerOptions.Web, ct);
        }
        catch (JsonException broken)
        {
            return new Unreadable($"The body is not what is read here: {broken.Message}").ToProblem();
        }

        if (body?.UpTo is not { } upTo)
            return new Invalid("upTo", "The id of the newest one that was seen is missing.").ToProblem();
        await notifications.MarkReadAsync(upTo, Actor.From(context.User), ct);
        return TypedResults.NoContent();
    }

    /// <param name="UpTo">Id of the newest one that was seen.</param>
    internal sealed record ReadUpTo(long? UpTo);
}
