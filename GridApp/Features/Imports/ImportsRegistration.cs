namespace GridApp.Features.Imports;

public static class ImportsRegistration
{
    /// <summary>Sending files in and seeing what became of them.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddSingleton<ReadImports>().AddSingleton<ListImports>();

    /// <summary>Imports under <c>/api/v1</c>.</summary>
    public static void MapImports(this IEndpointRouteBuilder api) => ImportEndpoints.Map(api);
}
