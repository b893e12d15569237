using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Importing;
using GridApp.Importing.Files;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Imports;

public sealed partial class ImportPage : IDisposable
{
    private const int MostShown = 200;

    private readonly CancellationTokenSource leaving = new();
    private ImportLine? line;
    private ImportReport? report;
    private Actor? actor;
    private bool isMissing;
    private bool trouble;
    private IDisposable? watching;

    [Parameter] public int Id { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ListImports Imports { get; set; } = default!;

    [Inject] private ReadImports Reports { get; set; } = default!;

    [Inject] private ImportBacklog Backlog { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private IStringLocalizer<ImportsText> Text { get; set; } = default!;

    /// <summary>How far it is, in words.</summary>
    private string Said => line switch
    {
        { Status: "queued" } => Text["Said_Queued"],
        { Status: "running", RowsExpected: { } expected } => Text["Said_Running_Of", Display.Count(line.RowsRead), Display.Count(expected)],
        { Status: "running" } => Text["Said_Running", Display.Count(line.RowsRead)],
        { Status: "completed", RowsChanged: 0 } => Text["Said_Same"],
        { Status: "completed", RowsRejected: > 0 } => Text["Said_Part"],
        { Status: "completed" } => Text["Said_Done"],
        _ => Text["Said_Failed"],
    };

    public void Dispose()
    {
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        actor = Actor.From((await Authentication).User);
        watching ??= Live.Subscribe([LiveTopic.Imports], _ => InvokeAsync(FollowAsync));
        (line, report, isMissing) = (null, null, false);
        await LoadAsync();
    }

    private static string Size(long bytes) => ByteSize.Read(bytes, CultureInfo.CurrentCulture);

    private Task FollowAsync() => line?.IsDone == true ? Task.CompletedTask : LoadAsync();

    private async Task StopAsync()
    {
        await Backlog.StopAsync(actor!, Id, leaving.Token);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            line = await Imports.FindAsync(actor!, Id, leaving.Token);
            isMissing = line is null;
            if (line?.IsDone == true && (await Reports.ByIdAsync(Id, actor!, leaving.Token)) is { Failure: null } found)
                report = found.Value;
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
}
