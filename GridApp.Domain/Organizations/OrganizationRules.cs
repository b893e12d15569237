namespace GridApp.Domain.Organizations;

/// <summary>What has to hold for one organization; that its name and its EIC are unique is the database's to hold.</summary>
public static class OrganizationRules
{
    public const int MaxNameLength = 200;

    /// <summary>The rules that are broken; empty when all is well.</summary>
    public static IReadOnlyList<Fault> Check(string? name, string? eic)
    {
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(name))
            faults.Add(new("name", "NameMissing", "The name is missing."));
        else if (name.Length > MaxNameLength)
            faults.Add(new("name", "NameLong", $"The name is longer than {MaxNameLength} characters."));
        else if (name.Any(char.IsControl))
            faults.Add(new("name", "NameControl", "The name holds a character that nobody can see."));
        if (eic is not null && !Eic.IsValid(eic))
            faults.Add(new("eic", "EicWrong", "This is not a valid EIC: 16 characters, the last of which checks the others."));
        return faults;
    }
}
