using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Features.Organizations;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Plants;

public sealed partial class PlantPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    private IDisposable? watching;
    private PlantDetail? plant;
    private IReadOnlyList<PlantChange> history = [];
    private bool loading = true;
    private bool mayChange;
    private string? organization;
    private bool trouble;

    [Parameter] public int Id { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>Only while the page is rendered as a document: a plant that is not there is a 404 to programs, too.</summary>
    [CascadingParameter] private HttpContext? Http { get; set; }

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private ReadPlant Plants { get; set; } = default!;

    [Inject] private ReadPlantHistory History { get; set; } = default!;

    [Inject] private OrganizationNames Names { get; set; } = default!;

    [Inject] private IStringLocalizer<PlantsText> Text { get; set; } = default!;

    private PlantStatus? Status => PlantStatusCodes.TryParse(plant?.Status, out PlantStatus status) ? status : null;

    private string? AvailableShare => plant is { CapacityMw: > 0 } known
        ? Text["Plant_Share", Display.Percent(known.AvailableMw / known.CapacityMw)].Value
        : null;

    private IEnumerable<string> Registers
    {
        get
        {
            if (plant?.IsYekdem == true)
                yield return Text["Plant_Yekdem"];
            if (plant?.IsRes == true)
                yield return Text["Plant_Res"];
        }
    }

    private string? Link => WebAddress.Of(plant?.SourceUrl);

    public void Dispose()
    {
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override void OnInitialized() => watching = Live.Subscribe([LiveTopic.Plants, LiveTopic.Incidents], _ => InvokeAsync(FollowAsync));

    protected override Task OnParametersSetAsync() => plant?.Id == Id ? Task.CompletedTask : LoadAsync();

    private static string MarketName(string code) =>
        MarketCatalogue.Find(code) is { } market && market.Name != code ? string.Create(CultureInfo.InvariantCulture, $"{code} · {market.Name}") : code;

    /// <summary>Somewhere something was written. What is shown stays until there is something else to show.</summary>
    private async Task FollowAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return; // the page is gone
        }

        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        Actor actor = Actor.From((await Authentication).User);
        int id = Id;
        var found = await Plants.ByIdAsync(id, actor, leaving.Token);
        PlantDetail? read = found.Failure is null ? found.Value : null;
        IReadOnlyList<PlantChange> steps = read is null ? [] : read.Version == plant?.Version && read.Id == plant.Id ? history : await History.OfAsync(id, actor, leaving.Token);
        if (id != Id)
            return; // the page went on to another plant meanwhile
        // An id without a name says nothing to a person; the name is public.
        if (read?.OrganizationId is not { } owner)
            organization = null;
        else if (organization is null || owner != plant?.OrganizationId)
            organization = (await Names.AllAsync(actor, leaving.Token)).FirstOrDefault(one => one.Id == owner).Name;
        mayChange = read is not null && actor.Writes && (actor.SeesAll || (read.OrganizationId is { } of && of == actor.OrganizationId));
        (plant, history, trouble) = (read, steps, false);
    }

    private async Task LoadAsync()
    {
        loading = true;
        try
        {
            await ReadAsync();
            if (plant is null && Http is { Response.HasStarted: false })
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return; // the page is gone
        }
        catch (DbException)
        {
            trouble = true;
        }

        loading = false;
    }
}
