namespace GridApp.Data;

/// <summary>The hand-written SQL of a migration, kept as a file of its own and embedded.</summary>
internal static class MigrationScript
{
    public static string Read(string name)
    {
        using var stream = typeof(MigrationScript).Assembly.GetManifestResourceStream("GridApp.Migrations." + name)
            ?? throw new InvalidOperationException($"The migration script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
