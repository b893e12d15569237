namespace GridApp.Features.Audit;

public static class AuditRegistration
{
    /// <summary>Reading the audit trail. Whoever does something writes it, in the same transaction.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddSingleton<ReadAudit>();

    /// <summary>The trail under <c>/api/v1</c>.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api) => AuditEndpoints.Map(api);
}
