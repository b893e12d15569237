namespace GridApp.Features.Users;

public static class UsersRegistration
{
    /// <summary>Queries and commands about people.</summary>
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddSingleton<ReadUsers>();
        services.AddSingleton<CreateUser>();
        services.AddSingleton<ChangeUser>();
        services.AddSingleton<MakeLink>();
        return services;
    }

    /// <summary>People under <c>/api/v1</c>.</summary>
    public static void MapUsers(this IEndpointRouteBuilder api) => UserEndpoints.Map(api);
}
