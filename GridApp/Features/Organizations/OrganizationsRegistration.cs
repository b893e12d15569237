using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GridApp.Features.Organizations;

public static class OrganizationsRegistration
{
    /// <summary>Queries and commands about organizations.</summary>
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddSingleton<ReadOrganizations>();
        services.AddSingleton<CreateOrganization>();
        services.AddSingleton<ChangeOrganization>();
        services.TryAddSingleton<OrganizationNames>();
        return services;
    }

    /// <summary>Organizations under <c>/api/v1</c>.</summary>
    public static void MapOrganizations(this IEndpointRouteBuilder api) => OrganizationEndpoints.Map(api);
}
