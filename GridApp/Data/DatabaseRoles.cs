namespace GridApp.Data;

/// <summary>The two roles that the app works under. Both own nothing, neither can log in, neither bypasses row-level security.</summary>
public static class DatabaseRoles
{
    /// <summary>Everything but accounts.</summary>
    public const string App = "grid_app";

    /// <summary>Accounts only: users and their tokens, sign-in attempts, Data Protection keys.</summary>
    public const string Identity = "grid_identity";
}
