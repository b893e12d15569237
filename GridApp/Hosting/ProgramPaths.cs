namespace GridApp.Hosting;

/// <summary>The paths that programs call, not people's browsers: their errors are problem documents.</summary>
internal static class ProgramPaths
{
    private static readonly PathString[] Roots = ["/api", "/openapi", "/health", "/metrics"];

    public static bool Include(PathString path) => Roots.Any(root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    public static bool IsHealth(PathString path) => path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
