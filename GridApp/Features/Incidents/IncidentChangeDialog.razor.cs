using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

public sealed partial class IncidentChangeDialog : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Dictionary<string, string> values = [];
    private IReadOnlyList<FieldFault> faults = [];
    private Dictionary<string, string> answers = [];
    private IncidentCorrection correction = default!;
    private IncidentClock clock = IncidentClock.Of(null);
    private IncidentDialog? dialog;
    private IncidentRoom? room;
    private long version;
    private string? refusal;
    private string? refusalDetail;
    private bool sending;
    private bool tried;

    [Inject] private ChangeIncident Changing { get; set; } = default!;

    [Inject] private RoomForIncident Rooms { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<IncidentFormText> Text { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Person { get; set; } = default!;

    /// <summary>As it is; when it changes while the dialog is open, the dialog says so.</summary>
    [Parameter, EditorRequired] public IncidentItem Incident { get; set; } = default!;

    [Parameter, EditorRequired] public string DraftKey { get; set; } = "";

    /// <summary>What was typed before the page was loaded again.</summary>
    [Parameter] public IReadOnlyDictionary<string, string>? Kept { get; set; }

    [Parameter] public EventCallback<IncidentItem> OnDone { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        clock = IncidentClock.Of(Incident.Market);
        correction = new IncidentCorrection(Incident, clock.Zone);
        version = Incident.Version;
        values = new(correction.Texts, StringComparer.Ordinal);
        foreach ((string field, string text) in Kept ?? new Dictionary<string, string>())
            values[field] = text;
        await MeasureAsync();
    }

    private string Of(string field) => values.GetValueOrDefault(field, "");

    private async Task SetAsync((string Name, string Value) field)
    {
        values[field.Name] = field.Value;
        answers.Remove(field.Name);
        Check();
        if (!tried)
            faults = [.. faults.Where(fault => fault.Key.StartsWith("Time_", StringComparison.Ordinal))];
        if (field.Name is IncidentFields.Start or IncidentFields.StartChoice or IncidentFields.ExpectedEnd or IncidentFields.ExpectedEndChoice)
            await MeasureAsync();
    }

    private async Task TakeAllAsync()
    {
        if (room is not { } known)
            return;
        await SetAsync((IncidentFields.Affected, known.LeftMw.ToString("0.###", CultureInfo.InvariantCulture)));
        await dialog!.KeepAsync();
    }

    private async Task TakeOverAsync()
    {
        var newer = new IncidentCorrection(Incident, clock.Zone);
        values = correction.Onto(newer, values);
        correction = newer;
        version = Incident.Version;
        (refusal, refusalDetail) = (null, null);
        Check();
        await MeasureAsync();
        await dialog!.KeepAsync();
    }

    private IncidentDraft Check()
    {
        (IncidentDraft draft, faults) = correction.Read(values, Time.GetUtcNow());
        return draft;
    }

    /// <summary>Looks how much others leave over the chosen time.</summary>
    private async Task MeasureAsync()
    {
        if (correction.WordsOnly)
            return;
        DateTimeOffset now = Time.GetUtcNow();
        IncidentDraft draft = correction.Read(values, now).Draft;
        DateTimeOffset start = draft.Start ?? now;
        DateTimeOffset? end = draft.ExpectedEnd is { } expected && expected > now && expected > start ? expected : null;
        try
        {
            Outcome<IncidentRoom> found = await Rooms.RunAsync(Incident.PlantId, Incident.UnitId, Incident.LineId, start, end, Incident.Id, Actor.From((await Person).User), leaving.Token);
            room = found.Failure is null ? found.Value : null;
        }
        catch (DbException)
        {
            room = null;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The dialog is gone.
        }
    }

    private async Task SubmitAsync()
    {
        if (sending || Incident.Version != version)
            return;
        sending = true;
        tried = true;
        refusal = refusalDetail = null;
        answers = [];
        try
        {
            // After a lost connection the browser knows letters that never came here.
            foreach ((string field, string text) in await dialog!.ValuesAsync())
                values[field] = text;
            IncidentDraft draft = Check();
            if (faults.Count > 0)
                return;
            Outcome<IncidentItem> done = await Changing.RunAsync(Incident.Id, draft, version, Actor.From((await Person).User), leaving.Token);
            if (done.Failure is { } failure)
            {
                await ExplainAsync(failure, draft);
                return;
            }

            await dialog.CloseAsync();
            await OnDone.InvokeAsync(done.Value);
        }
        catch (DbException)
        {
            refusal = Text["Trouble"];
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The dialog is gone.
        }
        finally
        {
            sending = false;
        }
    }

    /// <summary>What the server refused although the form saw nothing wrong: mostly that somebody was faster.</summary>
    private async Task ExplainAsync(Failure failure, IncidentDraft draft)
    {
        if (failure is Invalid invalid && invalid.Errors.ContainsKey("affectedMw"))
        {
            await MeasureAsync();
            if (room is { } known && draft.AffectedMw > known.LeftMw + CapacityLeft.Dust)
            {
                answers["affectedMw"] = Text["Fault_NotLeft", Display.Number(known.LeftMw, 3), clock.Text(known.At)];
                return;
            }
        }

        refusal = failure is NotFound ? Text["Incident_Missing"] : Text["Refused"];
        refusalDetail = failure switch
        {
            NotFound => null,
            Invalid other => string.Join(' ', other.Errors.Values.SelectMany(sentences => sentences)),
            _ => failure.Sentence,
        };
    }

    private string? FaultOf(string field) => answers.GetValueOrDefault(field) ?? Text.Of(faults, field);

    private async Task CloseAsync()
    {
        await dialog!.CloseAsync();
        await OnClose.InvokeAsync();
    }
}
