namespace GridApp.Hosting;

/// <summary>Names of the authorization policies: every page and endpoint carries one of them, or says that it is open.</summary>
public static class Policies
{
    /// <summary>Every role.</summary>
    public const string Read = nameof(Read);

    /// <summary>Admins and super admins.</summary>
    public const string Write = nameof(Write);

    /// <summary>Super admins.</summary>
    public const string SuperAdmin = nameof(SuperAdmin);
}
