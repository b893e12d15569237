using System.Data.Common;
using GridApp.Components;
using GridApp.Data;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Jobs;

public sealed partial class JobsPage : IDisposable
{
    private const int Most = 30;

    private readonly CancellationTokenSource leaving = new();

    private IReadOnlyList<JobSummary>? jobs;
    private IReadOnlyList<JobRun> runs = [];
    private IReadOnlyList<JobRun> failures = [];
    private Actor? actor;
    private string said = "";
    private bool trouble;
    private IDisposable? watching;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ReadJobs Jobs { get; set; } = default!;

    [Inject] private SteerJob Steer { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private IStringLocalizer<JobsText> Text { get; set; } = default!;

    private bool Steers => actor?.SeesAll == true;

    public void Dispose()
    {
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        actor = Actor.From((await Authentication).User);
        watching = Live.Subscribe([LiveTopic.Jobs], _ => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            runs = await Jobs.LastAsync(actor!, failures: false, Most, leaving.Token);
            failures = await Jobs.LastAsync(actor!, failures: true, Most, leaving.Token);
            jobs = (await Jobs.ListAsync(actor!, leaving.Token)).Items;
            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return;
        }
        catch (DbException)
        {
            trouble = true;
        }
        StateHasChanged();
    }

    private async Task RunAsync(JobSummary job)
    {
        if ((await Steer.RunAsync(job.Name, actor!, leaving.Token)).Failure is null)
        {
            said = Text["Asked", job.Name];
        }
        await LoadAsync();
    }

    private async Task PauseAsync(JobSummary job)
    {
        await Steer.PauseAsync(job.Name, !job.Paused, actor!, leaving.Token);
        await LoadAsync();
    }

    private string Duration(double? milliseconds) => JobDuration.Of(Text, milliseconds);
}

/// <summary>How long a run took, as people read it.</summary>
internal static class JobDuration
{
    public static string Of(IStringLocalizer<JobsText> text, double? milliseconds) => milliseconds switch
    {
        null => "–",
        < 1000 => text["Milliseconds", Display.Number(milliseconds.Value, 0)],
        _ => text["Seconds", Display.Number(milliseconds.Value / 1000, 1)],
    };
}
