namespace GridApp.Features.Jobs;

/// <summary>Marks the texts of the jobs' page: JobsText.resx and JobsText.tr.resx.</summary>
public sealed class JobsText;
