using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace GridApp.Features.ApiDocs;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>, made from the endpoints themselves.</summary>
public static class ApiDescription
{
    private const string Scheme = "bearer";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "GridApp",
                Version = "v1",
                Description =
                    "Power plants, markets and imports. Times are ISO 8601 in UTC, intervals half-open, capacity in MW. Errors are RFC 9457 problems with a sentence. "
                    + "Log in at /api/v1/auth/token and send the access token as a bearer token; the browser's cookie works as well.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The accessToken of /api/v1/auth/token." };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (!metadata.OfType<IAllowAnonymous>().Any() && metadata.OfType<IAuthorizeData>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            }
            return Task.CompletedTask;
        });
    });

    /// <summary>The document, for everybody: it tells what exists, not what it holds.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
