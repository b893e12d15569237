namespace GridApp.Features.Audit;

/// <summary>Marks the texts of the audit page: AuditText.resx and AuditText.tr.resx.</summary>
public sealed class AuditText;
