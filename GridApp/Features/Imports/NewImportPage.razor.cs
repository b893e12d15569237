using System.Globalization;
using System.Text.Json;
using GridApp.Components;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Hosting;
using GridApp.Importing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace GridApp.Features.Imports;

public sealed partial class NewImportPage : IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private ElementReference zone;
    private IJSObjectReference? module;
    private IJSObjectReference? place;
    private DotNetObjectReference<NewImportPage>? self;
    private Actor? actor;
    private ImportDraft? draft;
    private FilePreview? preview;
    private string? unreadable;
    private string? refusal;
    private string? sending;
    private string? dataset;
    private string format = "auto";
    private string market = "";
    private string[] mapped = [];
    private bool isStarting;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ImportDrafts Drafts { get; set; } = default!;

    [Inject] private ImportBacklog Backlog { get; set; } = default!;

    [Inject] private UploadStore Uploads { get; set; } = default!;

    [Inject] private ImportOptions Limits { get; set; } = default!;

    [Inject] private IEnumerable<DatasetFields> Datasets { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Script { get; set; } = default!;

    [Inject] private IStringLocalizer<ImportsText> Text { get; set; } = default!;

    /// <summary>The fields that the columns of a table can be mapped to; null where the layout is the market's own.</summary>
    private DatasetFields? Fields => format is "auto" or "csv" ? Datasets.FirstOrDefault(one => one.Dataset == dataset) : null;

    /// <summary>Fields that are needed and that no column carries.</summary>
    private List<string>? Missing => format == "csv" ? Fields?.Required.Where(name => !mapped.Contains(name)).ToList() : null;

    /// <summary>The script says that a file has begun to travel.</summary>
    [JSInvokable]
    public void OnSending(string fileName)
    {
        (sending, refusal) = (fileName, null);
        StateHasChanged();
    }

    /// <summary>The script says that it has arrived.</summary>
    [JSInvokable]
    public void OnReceived(int id)
    {
        sending = null;
        Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"imports/new?draft={id}"));
    }

    /// <summary>The script says why it did not.</summary>
    [JSInvokable]
    public void OnRefused(string sentence)
    {
        (sending, refusal) = (null, sentence);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        await leaving.CancelAsync();
        leaving.Dispose();
        try
        {
            if (place is not null)
            {
                await place.InvokeVoidAsync("dispose");
                await place.DisposeAsync();
            }

            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and everything of it.
        }

        self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        actor = Actor.From((await Authentication).User);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", leaving.Token, SiteFiles.Module("features/Imports/upload.js"));
            place = await module.InvokeAsync<IJSObjectReference>("create", leaving.Token, zone, ScriptOptions(), self);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The person went on to another page.
        }
    }

    private object ScriptOptions() => new
    {
        url = "api/v1/imports/drafts",
        mostBytes = Limits.MaxFileBytes,
        texts = new
        {
            tooLarge = Text["TooLarge", Limits.MaxFileMegabytes].Value,
            several = Text["Several"].Value,
            empty = Text["EmptyFile"].Value,
            lost = Text["Lost"].Value,
            signedOut = Text["SignedOut"].Value,
        },
    };

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith("/imports/new", StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(LoadAsync);
    }

    /// <summary>Shows the draft that the address names.</summary>
    private async Task LoadAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        (draft, preview, unreadable) = (null, null, null);
        if (int.TryParse(query.GetValueOrDefault("draft").ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            draft = await Drafts.FindAsync(actor!, id, leaving.Token);
            refusal = draft is null ? Text["DraftGone"] : refusal;
        }

        StateHasChanged();
        if (draft is not { } kept)
            return;
        try
        {
            // Reading a large file for its encoding must not hold the circuit.
            preview = await Task.Run(() => FilePreview.Of(Uploads.PathOf(kept.StoredAs), Limits.MaxUnpackedBytes, leaving.Token), leaving.Token);
            dataset = DatasetFields.Guess(Datasets, preview.Header);
            Map();
        }
        catch (UnreadableFileException e)
        {
            unreadable = e.Message;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return;
        }

        StateHasChanged();
    }

    private void Choose(string? chosen)
    {
        dataset = string.IsNullOrEmpty(chosen) ? null : chosen;
        Map();
    }

    /// <summary>Guesses what the columns are, for the dataset that is chosen.</summary>
    private void Map() =>
        mapped = preview is null ? [] : Fields is { } fields ? [.. fields.Guess(preview.Header).Select(field => field ?? "")] : [.. preview.Header.Select(_ => "")];

    /// <summary>What the person said differently from what the columns' names say; null where nothing is.</summary>
    private string? Mapping()
    {
        if (preview is null || Fields is not { } fields)
            return null;
        var guess = fields.Guess(preview.Header);
        var said = preview.Header.Zip(mapped).Where((pair, at) => pair.Second.Length > 0 && pair.Second != guess[at]).DistinctBy(pair => pair.First)
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return said.Count > 0 ? JsonSerializer.Serialize(said) : null;
    }

    private async Task StartAsync()
    {
        if (draft is null || dataset is null || isStarting)
            return;
        isStarting = true;
        try
        {
            if (await Drafts.TakeAsync(actor!, draft.Id, leaving.Token) is not { } taken)
            {
                refusal = Text["DraftGone"];
                return;
            }

            var id = await Backlog.EnqueueAsync(
                actor!,
                new ImportRun
                {
                    Dataset = dataset, Format = format, Market = market.Length > 0 ? market : null, Mapping = Mapping(),
                    FileName = taken.FileName, FileBytes = taken.FileBytes, StoredAs = taken.StoredAs, Status = "",
                },
                leaving.Token);
            Navigation.NavigateTo(ImportsPage.Href(id));
        }
        finally
        {
            isStarting = false;
        }
    }

    private async Task CancelAsync()
    {
        sending = null;
        if (place is not null)
            await place.InvokeVoidAsync("cancel", leaving.Token);
    }

    private async Task DropAsync()
    {
        if (draft is not null)
            await Drafts.DropAsync(actor!, draft.Id, leaving.Token);
        Navigation.NavigateTo("imports/new");
    }
}
