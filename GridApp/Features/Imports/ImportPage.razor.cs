using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Importing;
using GridApp.Importing.Files;
using GridApp.Importing.Undo;
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
    private bool asking;
    private bool undoing;
    private string? refusal;
    private UndoExtent? extent;
    private bool trouble;
    private IDisposable? watching;

    [Parameter] public int Id { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ListImports Imports { get; set; } = default!;

    [Inject] private ReadImports Reports { get; set; } = default!;

    [Inject] private ImportBacklog Backlog { get; set; } = default!;

    [Inject] private ImportUndo Undo { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private IStringLocalizer<ImportsText> Text { get; set; } = default!;

    /// <summary>How far it is, in words.</summary>
    private string Said => line switch
    {
        { Status: "queued" } => Text["Said_Queued"],
        { Status: "running", RowsExpected: { } expected } => Text[expected == 1 ? "Said_Running_Of_One" : "Said_Running_Of", Display.Count(line.RowsRead), Display.Count(expected)],
        { Status: "running" } => Text[line.RowsRead == 1 ? "Said_Running_One" : "Said_Running", Display.Count(line.RowsRead)],
        { Status: "completed", RowsChanged: 0 } => Text["Said_Same"],
        { Status: "completed", RowsRejected: > 0 } => Text["Said_Part"],
        { Status: "completed" } => Text["Said_Done"],
        { Status: "undone" } => Text["Said_Undone"],
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
        (line, report, isMissing, asking, refusal, extent) = (null, null, false, false, null, null);
        await LoadAsync();
    }

    private static string Size(long bytes) => ByteSize.Read(bytes, CultureInfo.CurrentCulture);

    /// <summary>One that is done may still be undone, by somebody else too.</summary>
    private Task FollowAsync() => line?.Status is "failed" or "undone" ? Task.CompletedTask : LoadAsync();

    /// <summary>What would go, line by line.</summary>
    private List<string> Gone(UndoExtent what)
    {
        List<string> said = [];
        foreach (var part in what.Parts)
        {
            Say(part.Name, "Removed", part.Removed);
            Say(part.Name, "Restored", part.Restored);
        }

        return said.Count > 0 ? said : [Text["Undo_Nothing"]];

        void Say(string name, string fate, int count)
        {
            if (count > 0)
                said.Add(Text[$"Undo_{name}_{fate}{(count == 1 ? "_One" : "")}", Display.Count(count)]);
        }
    }

    private Task AskAsync() => TryAsync(async () =>
    {
        var looked = await Undo.LookAsync(actor!, Id, leaving.Token);
        refusal = looked.Failure?.Sentence;
        extent = looked.Failure is null ? looked.Value : null;
        asking = extent is not null;
    });

    private Task UndoAsync() => TryAsync(async () =>
    {
        undoing = true;
        refusal = (await Undo.RunAsync(actor!, Id, leaving.Token)).Failure?.Sentence;
        asking = false;
        await LoadAsync();
    });

    private async Task TryAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return;
        }
        catch (DbException)
        {
            trouble = true;
        }
        finally
        {
            undoing = false;
        }
    }

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
            if (line?.IsDone == true && report is null && (await Reports.ByIdAsync(Id, actor!, leaving.Token)) is { Failure: null } found)
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
