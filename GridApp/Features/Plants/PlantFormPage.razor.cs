using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Plants;
using GridApp.Features.Organizations;
using GridApp.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace GridApp.Features.Plants;

public sealed partial class PlantFormPage : IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();

    private Actor? actor;
    private PlantDetail? current;
    private PlantDetail? theirs;
    private PlantFields fields = PlantFields.Of(new PlantDraft { Fuel = Fuel.Gas.Code() });
    private PlantFields read = new();
    private IReadOnlyList<(int Id, string Name)> organizations = [];
    private IReadOnlyList<Fault> faults = [];
    private string? taken;
    private string? refusal;
    private string? refusalDetail;
    private bool loading = true;
    private bool trouble;
    private bool saving;
    private ElementReference mapElement;
    private IJSObjectReference? module;
    private IJSObjectReference? picker;
    private DotNetObjectReference<PlantFormPage>? self;

    /// <summary>Null for a new plant.</summary>
    [Parameter] public int? Id { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>Only while the page is rendered as a document.</summary>
    [CascadingParameter] private HttpContext? Http { get; set; }

    [Inject] private ReadPlant Plants { get; set; } = default!;

    [Inject] private CreatePlant Creating { get; set; } = default!;

    [Inject] private ChangePlant Changing { get; set; } = default!;

    [Inject] private OrganizationNames Names { get; set; } = default!;

    [Inject] private GridOptions Options { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Script { get; set; } = default!;

    [Inject] private IStringLocalizer<PlantsText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    private string Back => Id is { } id ? string.Create(CultureInfo.InvariantCulture, $"plants/{id}") : "plants";

    private string? CountryHint => CountryName.Of(fields[PlantFields.Country].Trim().ToUpperInvariant()) is { Length: > 3 } name ? name : Text["Form_Country_Hint"].Value;

    private string? UnitSentence => fields.Units.Count == 0
        ? null
        : Text["Form_Units_Sum", Display.Number(fields.UnitSum, 3), double.TryParse(fields[PlantFields.Capacity], CultureInfo.InvariantCulture, out double mw) ? Display.Number(mw, 3) : "–"].Value;

    /// <summary>The map says where.</summary>
    [JSInvokable]
    public void OnPicked(double latitude, double longitude)
    {
        fields[PlantFields.Latitude] = latitude.ToString(CultureInfo.InvariantCulture);
        fields[PlantFields.Longitude] = longitude.ToString(CultureInfo.InvariantCulture);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        leaving.Dispose();
        try
        {
            if (picker is not null)
            {
                await picker.InvokeVoidAsync("dispose");
                await picker.DisposeAsync();
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

    protected override Task OnParametersSetAsync() => actor is not null && current?.Id == Id ? Task.CompletedTask : LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (picker is not null || self is not null || loading || trouble || (Id is not null && current is null))
            return;
        self = DotNetObjectReference.Create(this);
        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", leaving.Token, SiteFiles.Module("features/Plants/place-picker.js"));
            (double? latitude, double? longitude) = Place();
            picker = await module.InvokeAsync<IJSObjectReference>("create", leaving.Token, mapElement, new
            {
                latitude,
                longitude,
                locale = CultureInfo.CurrentUICulture.Name,
                tileUrl = Options.Map.TileUrl,
                texts = new { map = Text["Form_Map"].Value, zoomIn = Text["Form_ZoomIn"].Value, zoomOut = Text["Form_ZoomOut"].Value },
            }, self);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // the page is gone
        }
    }

    private async Task LoadAsync()
    {
        loading = true;
        try
        {
            actor = Actor.From((await Authentication).User);
            organizations = actor.SeesAll ? await Names.AllAsync(actor, leaving.Token) : [];
            if (Id is { } id)
            {
                Outcome<PlantDetail> found = await Plants.ByIdAsync(id, actor, leaving.Token);
                if (found.Failure is null && (actor.SeesAll || (actor.OrganizationId is { } mine && found.Value.OrganizationId == mine)))
                    Take(found.Value);
                else if (Http is { Response.HasStarted: false })
                    Http.Response.StatusCode = StatusCodes.Status404NotFound;
            }

            trouble = false;
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

    private void Take(PlantDetail plant)
    {
        current = plant;
        read = PlantFields.Of(PlantDraft.Of(plant));
        fields = PlantFields.Of(PlantDraft.Of(plant));
        Clear();
    }

    private void Clear()
    {
        theirs = null;
        faults = [];
        taken = refusal = refusalDetail = null;
    }

    private void Set(string field, ChangeEventArgs change) => fields[field] = change.Value as string ?? "";

    private void TakeSum() => fields[PlantFields.Capacity] = Math.Round(fields.UnitSum, 6).ToString(CultureInfo.InvariantCulture);

    private (double? Latitude, double? Longitude) Place()
    {
        PlantDraft draft = fields.Read();
        return draft is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 } ? (draft.Latitude, draft.Longitude) : (null, null);
    }

    /// <summary>What is typed is shown on the map.</summary>
    private async Task ShowPlaceAsync()
    {
        if (picker is null)
            return;
        (double? latitude, double? longitude) = Place();
        await picker.InvokeVoidAsync("show", leaving.Token, latitude, longitude, true);
    }

    private async Task SaveAsync()
    {
        if (saving)
            return;
        Clear();
        PlantDraft draft = fields.Read();
        if (current is null && string.IsNullOrWhiteSpace(draft.Code))
            draft = draft with { Code = null };
        if (!actor!.SeesAll)
            draft = draft with { OrganizationId = actor.OrganizationId };

        // A new plant without a code gets one.
        faults = [.. PlantDraftRules.FaultsOf(draft, current, actor).Where(fault => current is not null || draft.Code is not null || fault.Field != PlantFields.Code)];
        if (faults.Count > 0)
            return;
        saving = true;
        try
        {
            Outcome<PlantDetail> saved = current is null
                ? await Creating.RunAsync(draft, actor, leaving.Token)
                : await Changing.RunAsync(current.Id, draft, current.Version, actor, leaving.Token);
            if (saved.Failure is { } failure)
                Explain(failure);
            else
                Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"plants/{saved.Value.Id}"));
        }
        catch (DbException)
        {
            refusal = Text["Form_Trouble"];
        }
        finally
        {
            saving = false;
        }
    }

    private void Explain(Failure failure)
    {
        switch (failure)
        {
            case Conflict { Current: PlantDetail now }:
                theirs = now;
                break;
            case Conflict { Field: { } field }:
                taken = field;
                break;
            default:
                (refusal, refusalDetail) = (Text["Form_Refused"], failure is Invalid invalid ? string.Join(' ', invalid.Errors.Values.SelectMany(sentences => sentences)) : failure.Sentence);
                break;
        }
    }

    private async Task TakeTheirs(PlantDetail now)
    {
        Take(now);
        await ShowPlaceAsync();
    }

    /// <summary>What I changed, over what they wrote where I changed nothing; now that I have seen it.</summary>
    private Task KeepMineAsync(PlantDetail now)
    {
        PlantFields mine = fields.Over(read, PlantFields.Of(PlantDraft.Of(now)));
        Take(now);
        fields = mine;
        return SaveAsync();
    }

    /// <summary>What somebody else changed since it was read, as a person reads it.</summary>
    private IEnumerable<(string Label, string Was, string Becomes)> Changes(PlantDetail now)
    {
        PlantFields after = PlantFields.Of(PlantDraft.Of(now));
        return read.Differences(after).Select(field => (LabelOf(field), Shown(read, field), Shown(after, field)));
    }

    private string LabelOf(string field) => Text["Field_" + SnakeCaseOf(field)] is { ResourceNotFound: false } label ? label : field;

    private static string SnakeCaseOf(string field) => string.Concat(field.Select(c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));

    private string Shown(PlantFields of, string field)
    {
        string text = field switch
        {
            "units" => string.Join(", ", of.Units.Select(unit => $"{unit.Code} {unit.Capacity} MW")),
            PlantFields.Yekdem or PlantFields.Res => Text[of.IsOn(field) ? "Yes" : "No"],
            PlantFields.Fuel => FuelWords.Parse(of[field]) is { } fuel ? Words.NameOf(fuel) : of[field],
            PlantFields.Organization => organizations.FirstOrDefault(one => one.Id.ToString(CultureInfo.InvariantCulture) == of[field]).Name ?? of[field],
            _ => of[field],
        };
        return text.Length > 0 ? text : "–";
    }

    private string? FaultOf(string field) => taken == field
        ? Text["Taken_" + field].Value
        : faults.FirstOrDefault(fault => fault.Field == field) is { } broken ? Text["Fault_" + broken.Rule].Value : null;

    private string? Flag(string field) => FaultOf(field) is null ? null : "true";

    private RenderFragment UnitInput(int at, string name, string value, Action<string> set, string label, int longest, bool numeric = false) => builder =>
    {
        string field = string.Create(CultureInfo.InvariantCulture, $"units[{at}].{name}");
        string? fault = FaultOf(field);
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "class", "input");
        builder.AddAttribute(2, "value", value);
        builder.AddAttribute(3, "aria-label", label);
        builder.AddAttribute(4, "maxlength", longest);
        builder.AddAttribute(5, "autocomplete", "off");
        builder.AddAttribute(6, "aria-invalid", fault is null ? null : "true");
        builder.AddAttribute(7, "type", numeric ? "number" : "text");
        builder.AddAttribute(8, "step", numeric ? "any" : null);
        builder.AddAttribute(9, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, change => set(change.Value as string ?? "")));
        builder.CloseElement();
        if (fault is null)
            return;
        builder.OpenElement(10, "span");
        builder.AddAttribute(11, "class", "validation-message");
        builder.AddContent(12, fault);
        builder.CloseElement();
    };
}
