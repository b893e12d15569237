namespace GridApp.Domain.Organizations;

/// <summary>What a person may do, as stored, as claimed and as named in the API.</summary>
public static class Roles
{
    /// <summary>Everything, in every organization.</summary>
    public const string SuperAdmin = "super_admin";

    /// <summary>Reads, and writes inside the own organization.</summary>
    public const string Admin = "admin";

    /// <summary>Reads.</summary>
    public const string Analyst = "analyst";

    /// <summary>The roles that a person can have, most powerful first.</summary>
    public static IReadOnlyList<string> All { get; } = [SuperAdmin, Admin, Analyst];
}
