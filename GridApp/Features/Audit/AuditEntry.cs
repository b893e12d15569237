using System.Text.Json;

namespace GridApp.Features.Audit;

/// <summary>Who did what, when, from where, and what it changed.</summary>
/// <param name="At">UTC.</param>
/// <param name="UserName">Null: the system.</param>
/// <param name="Role">The person's role when it was done.</param>
/// <param name="OrganizationId">Whose administrators may read this; null: super admins alone.</param>
/// <param name="Address">Address of the other side of the connection; null for jobs.</param>
/// <param name="Action">Dotted, such as <c>incident.report</c>.</param>
/// <param name="Before">A JSON object; null when there was nothing.</param>
/// <param name="After">A JSON object; null when nothing is left.</param>
public sealed record AuditEntry(
    long Id, DateTime At, string? UserName, string? Role, int? OrganizationId, string? Organization, string? Address, string Action, string ObjectType, string? ObjectId,
    JsonElement? Before, JsonElement? After);

/// <summary>A page of the trail, newest first; <c>next</c> is the cursor of the following page.</summary>
public sealed record AuditPageAnswer(IReadOnlyList<AuditEntry> Items, int Total, string? Next);

/// <summary>One field of an object, before and after.</summary>
public sealed record AuditChange(string Field, string? Before, string? After);
