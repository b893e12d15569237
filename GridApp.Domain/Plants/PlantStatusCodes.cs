namespace GridApp.Domain.Plants;

/// <summary>Between a status and its name in the API, in files and in URLs.</summary>
public static class PlantStatusCodes
{
    /// <summary>Every code, in the order of <see cref="PlantStatus"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["available", "derated", "forced_outage", "planned_maintenance"];

    /// <summary>The code of a status, such as <c>forced_outage</c>.</summary>
    public static string Code(this PlantStatus status) => All[(int)status];

    /// <summary>Finds the status of a code, compared exactly.</summary>
    public static bool TryParse(string? code, out PlantStatus status)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i], code, StringComparison.Ordinal))
            {
                status = (PlantStatus)i;
                return true;
            }
        }

        status = default;
        return false;
    }
}
