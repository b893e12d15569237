namespace GridApp.Features.Map;

/// <summary>What the composition root needs of the map.</summary>
public static class MapRegistration
{
    /// <summary>The map's queries and its settings (<c>Grid:Map</c>). Needs the plants' own registration.</summary>
    public static IServiceCollection AddMap(this IServiceCollection services)
    {
        services.AddScoped<MapPlants>();
        services.AddOptions<MapSettings>()
            .BindConfiguration("Grid:Map")
            .Validate(
                settings => settings.TileUrl is null || Uri.TryCreate(settings.TileUrl.Replace("{s}", "a", StringComparison.Ordinal), UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps,
                "Grid:Map:TileUrl must be an https address with {z}, {x} and {y}, or be left out for the offline map.")
            .ValidateOnStart();
        return services;
    }
}
