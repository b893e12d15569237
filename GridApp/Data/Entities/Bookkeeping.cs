namespace GridApp.Data.Entities;

/// <summary>One number per catalogue, raised by every transaction that writes it: a cache is current when its number is.</summary>
public sealed class CatalogueVersion
{
    public required string Name { get; set; }

    public long Version { get; set; }

    /// <summary>A cache below this number cannot be brought up to date row by row (rows were deleted).</summary>
    public long ReloadBelow { get; set; }
}

/// <summary>What the installation remembers about itself, such as which sample data it has loaded.</summary>
public sealed class Setting
{
    public required string Key { get; set; }

    public required string Value { get; set; }
}

/// <summary>Failed sign-ins of a user name, known or not: both lock the same way.</summary>
public sealed class LoginAttempt
{
    /// <summary>SHA-256 of the normalized user name, hexadecimal: names typed wrongly may be passwords.</summary>
    public required string NameHash { get; set; }

    public int Failures { get; set; }

    public DateTimeOffset LastFailureAt { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }
}

/// <summary>A key of ASP.NET Core Data Protection, shared by every process on the database.</summary>
public sealed class DataProtectionKey
{
    public int Id { get; set; }

    public required string FriendlyName { get; set; }

    public required string Xml { get; set; }
}
