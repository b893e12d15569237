namespace GridApp.Tests;

/// <summary>The real data files tests read: the directory that the environment names in GRID_TEST_DATA.</summary>
internal static class TestData
{
    /// <summary>Why tests on real data do not run here, or null when they do.</summary>
    public static string? MissingBecause { get; } = Why();

    /// <summary>The full path of a file, for example <c>TestData.Path("01_power_plants", "wri_database_USA.csv.gz")</c>.</summary>
    /// <exception cref="FileNotFoundException">The directory is there, but lacks the file.</exception>
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root ?? throw new InvalidOperationException("GRID_TEST_DATA is required here and not set."), .. parts]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"GRID_TEST_DATA has no {string.Join('/', parts)}.", path);
    }

    private static string? Root => Environment.GetEnvironmentVariable("GRID_TEST_DATA") is { Length: > 0 } root ? root : null;

    private static string? Why()
    {
        var why = Root is null ? "GRID_TEST_DATA is not set: it names the directory of the real data files."
            : Directory.Exists(Root) ? null
            : "GRID_TEST_DATA names a directory that is not there.";
        // Where the data is expected (the build server), a missing directory fails the tests instead of hiding them.
        return why is not null && Environment.GetEnvironmentVariable("GRID_REQUIRE_TEST_DATA") == "1"
            ? null
            : why;
    }
}

/// <summary>A fact about the real data files; skipped by name, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TestDataFactAttribute : FactAttribute
{
    public TestDataFactAttribute() => Skip = TestData.MissingBecause!;
}

/// <summary>A theory about the real data files; skipped by name, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TestDataTheoryAttribute : TheoryAttribute
{
    public TestDataTheoryAttribute() => Skip = TestData.MissingBecause!;
}
