namespace GridApp.Features.Notifications;

public static class NotificationsRegistration
{
    /// <summary>News for administrators.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services.AddSingleton<ReadNotifications>();

    /// <summary>News under <c>/api/v1</c>.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder api) => NotificationEndpoints.Map(api);
}
