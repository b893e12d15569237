namespace GridApp.Data;

/// <summary>Claims that GridApp adds to those of ASP.NET Core Identity.</summary>
public static class GridClaims
{
    /// <summary>Id of the person's organization, an invariant integer.</summary>
    public const string OrganizationId = "organization_id";

    /// <summary>Name of the person's organization, for display.</summary>
    public const string OrganizationName = "organization_name";

    /// <summary>First and last name, for display.</summary>
    public const string FullName = "full_name";

    /// <summary>Address of the other side of the connection: of this request, or of the one that opened the page.</summary>
    public const string Address = "address";

    /// <summary>What a token of a person's program may do, whatever its holder may: <c>read</c> or <c>write</c>. Absent from sessions and tokens by password.</summary>
    public const string Scope = "scope";

    /// <summary>Present while the password is a one-time one that has to be changed before anything else.</summary>
    public const string MustChangePassword = "must_change_password";
}
