namespace GridApp.Features.Dashboard;

/// <summary>Marks the texts of the dashboard: DashboardText.resx and DashboardText.tr.resx.</summary>
public sealed class DashboardText;
