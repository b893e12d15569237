namespace GridApp.Features.Audit;

/// <summary>Which entries of the trail. What is null does not choose.</summary>
/// <param name="Start">From this moment.</param>
/// <param name="End">Before this moment.</param>
/// <param name="User">The person's user name, exactly.</param>
/// <param name="Action">The beginning of the action: <c>incident</c>, <c>incident.report</c>.</param>
/// <param name="ObjectType">Kind of object: <c>plant</c>.</param>
/// <param name="ObjectId">Which object of the kind.</param>
/// <param name="OrganizationId">Whose.</param>
public sealed record AuditFilter(
    DateTimeOffset? Start = null, DateTimeOffset? End = null, string? User = null, string? Action = null, string? ObjectType = null, string? ObjectId = null, int? OrganizationId = null)
{
    public static AuditFilter All { get; } = new();
}
