namespace GridApp.Domain.Incidents;

/// <summary>Between a type of incident and its name in the API, in files and in URLs.</summary>
public static class IncidentTypeCodes
{
    /// <summary>Every code, in the order of <see cref="IncidentType"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["forced", "planned", "maintenance", "derate"];

    /// <summary>The code of a type, such as <c>forced</c>.</summary>
    public static string Code(this IncidentType type) => All[(int)type];

    /// <summary>Finds the type of a code, compared exactly; null when there is none.</summary>
    public static IncidentType? Parse(string? code)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i], code, StringComparison.Ordinal))
                return (IncidentType)i;
        }

        return null;
    }
}
