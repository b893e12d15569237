namespace GridApp.Features.Organizations;

/// <summary>An organization as the API shows it.</summary>
/// <param name="Id">Number of the organization.</param>
/// <param name="Name">Unique.</param>
/// <param name="Eic">ENTSO-E Energy Identification Code, unique; null without one.</param>
/// <param name="IsDisabled">Its people cannot log in; what it owns stays.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="People">How many can or could log in.</param>
/// <param name="Plants">How many it owns.</param>
public sealed record OrganizationItem(int Id, string Name, string? Eic, bool IsDisabled, DateTimeOffset CreatedAt, int People, int Plants);

/// <summary>A page of organizations.</summary>
/// <param name="Items">In the order of their numbers, unless another was asked for.</param>
/// <param name="Total">How many match.</param>
/// <param name="Next">Give it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record OrganizationList(IReadOnlyList<OrganizationItem> Items, int Total, string? Next);

/// <summary>What somebody wants an organization to be.</summary>
public sealed record OrganizationDraft
{
    public string? Name { get; init; }

    public string? Eic { get; init; }

    public bool IsDisabled { get; init; }

    internal static OrganizationDraft Of(OrganizationItem organization) => new() { Name = organization.Name, Eic = organization.Eic, IsDisabled = organization.IsDisabled };

    /// <summary>With its texts trimmed, and nothing instead of blanks.</summary>
    internal OrganizationDraft Tidy() => this with { Name = Tidy(Name), Eic = Tidy(Eic) };

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
