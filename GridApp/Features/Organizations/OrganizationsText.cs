namespace GridApp.Features.Organizations;

/// <summary>Marker for the texts of this folder (OrganizationsText.resx and .tr.resx).</summary>
public sealed class OrganizationsText;
