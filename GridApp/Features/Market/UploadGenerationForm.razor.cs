using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Features.Plants;
using GridApp.Hosting;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Market;

public sealed partial class UploadGenerationForm : IDisposable
{
    private const int MostPlants = 500;

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<CataloguePlant> plants = [];
    private IDisposable? watching;
    private IBrowserFile? file;
    private string sent = "";
    private string plant = "";
    private string holds = "";
    private bool isOpen;
    private bool isSending;
    private string? refusal;
    private int number;
    private UploadState? state;

    /// <summary>Whose plants are offered.</summary>
    [Parameter, EditorRequired] public string Market { get; set; } = "";

    [Inject] private IStringLocalizer<MarketText> Text { get; set; } = default!;

    [Inject] private PlantCatalogue Catalogue { get; set; } = default!;

    [Inject] private UploadGeneration Upload { get; set; } = default!;

    [Inject] private UploadProgress Progress { get; set; } = default!;

    [Inject] private ImportOptions Limits { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Person { get; set; } = default!;

    /// <summary>Unfolds it, for who comes from elsewhere on the page.</summary>
    public void Open()
    {
        isOpen = true;
        StateHasChanged();
    }

    public void Dispose()
    {
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var actor = Actor.From((await Person).User);
        var snapshot = await Catalogue.CurrentAsync(leaving.Token);
        var found = snapshot.Find(PlantFilter.All with { Markets = [Market], OrganizationId = actor.SeesAll ? null : actor.OrganizationId, Simulated = false }, MostPlants);
        plants = [.. found.Indexes.ToArray().Select(index => snapshot[index]).OrderBy(own => own.Name, StringComparer.CurrentCulture)];
    }

    private void Toggle() => isOpen = !isOpen;

    /// <summary>Another file is another question: what became of the one before is no longer shown.</summary>
    private void Chosen(InputFileChangeEventArgs change) => (file, refusal, state) = (change.File, null, null);

    private async Task SendAsync()
    {
        if (file is null)
            return;
        (isSending, refusal, state, sent) = (true, null, null, file.Name);
        try
        {
            var actor = Actor.From((await Person).User);
            await using var content = file.OpenReadStream(Limits.MaxFileBytes, leaving.Token);
            var queued = await Upload.RunAsync(
                int.TryParse(plant, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null, Enum.TryParse(holds, out GenerationColumn column) ? column : null,
                file.Name, content, actor, leaving.Token);
            if (queued.Failure is { } failure)
            {
                refusal = failure is Invalid invalid ? string.Join(" ", invalid.Errors.Values.SelectMany(sentences => sentences)) : failure.Sentence;
                return;
            }

            number = queued.Value;
            watching ??= Live.Subscribe([LiveTopic.Imports], _ => InvokeAsync(FollowAsync));
            await FollowAsync();
        }
        catch (IOException)
        {
            refusal = Text["Upload_TooLarge", Limits.MaxFileMegabytes];
        }
        finally
        {
            isSending = false;
        }
    }

    private async Task FollowAsync()
    {
        state = await Progress.RunAsync(number, Actor.From((await Person).User), leaving.Token);
        StateHasChanged();
    }
}
