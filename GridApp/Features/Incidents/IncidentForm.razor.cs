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

public sealed partial class IncidentForm : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Dictionary<string, string> values = [];
    private IReadOnlyList<FieldFault> faults = [];
    private Dictionary<string, string> answers = [];
    private IncidentSubject? subject;
    private IncidentClock clock = IncidentClock.Of(null);
    private IncidentRoom? room;
    private string? refusal;
    private string? refusalDetail;
    private bool missing;
    private bool sending;
    private bool tried;

    [Inject] private IncidentSubjects Subjects { get; set; } = default!;

    [Inject] private RoomForIncident Room { get; set; } = default!;

    [Inject] private ReportIncident Incidents { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<IncidentFormText> Text { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Person { get; set; } = default!;

    /// <summary>The plant it is about; null, without a line too, lets the person choose.</summary>
    [Parameter] public int? PlantId { get; set; }

    /// <summary>The line it is about.</summary>
    [Parameter] public int? LineId { get; set; }

    /// <summary>What was typed before the page was loaded again.</summary>
    [Parameter] public Dictionary<string, string>? Kept { get; set; }

    /// <summary>Asks the browser for the fields as they stand there.</summary>
    [Parameter] public Func<Task<Dictionary<string, string>>>? Typed { get; set; }

    /// <summary>The server filled a field: what is kept in the browser is to follow.</summary>
    [Parameter] public EventCallback OnSettled { get; set; }

    [Parameter] public EventCallback<IncidentItem> OnDone { get; set; }

    [Parameter] public EventCallback OnCancel { get; set; }

    private IncidentFields Fields => new(values);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        values = Kept is null ? [] : new(Kept, StringComparer.Ordinal);
        values.TryAdd(IncidentFields.RequestKey, Guid.NewGuid().ToString());
        values.TryAdd(IncidentFields.Type, IncidentType.Forced.Code());
        (int? plant, int? line) = PlantId is null && LineId is null ? Chosen(Of(IncidentFields.Subject)) : (PlantId, LineId);
        if (plant is not null || line is not null)
            await LoadAsync(plant, line);
    }

    private static (int? Plant, int? Line) Chosen(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? parts[0] == "plant" ? (id, null) : (null, id)
            : (null, null);
    }

    private string Of(string field) => values.GetValueOrDefault(field, "");

    private async Task LoadAsync(int? plant, int? line)
    {
        try
        {
            Outcome<IncidentSubject> found = await Subjects.OneAsync(plant, line, Actor.From((await Person).User), leaving.Token);
            missing = found.Failure is not null;
            subject = missing ? null : found.Value;
            clock = IncidentClock.Of(subject?.Market);
            await MeasureAsync();
        }
        catch (DbException)
        {
            Refuse("Trouble");
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The form is gone.
        }
    }

    private async Task ChooseAsync(IncidentSubject? chosen)
    {
        values.Remove(IncidentFields.Unit);
        values[IncidentFields.Subject] = chosen is null ? "" : IncidentDrawer.KeyOf(chosen.PlantId, chosen.LineId);
        subject = null;
        room = null;
        if (chosen is not null)
            await LoadAsync(chosen.PlantId, chosen.LineId);
        await OnSettled.InvokeAsync();
    }

    private Task ChangedAsync(string field, ChangeEventArgs change) => SetAsync((field, change.Value as string ?? ""));

    private async Task SetAsync((string Name, string Value) field)
    {
        values[field.Name] = field.Value;
        answers.Remove(field.Name);
        if (tried)
            Check();
        if (field.Name is IncidentFields.Unit or IncidentFields.Start or IncidentFields.StartChoice or IncidentFields.ExpectedEnd or IncidentFields.ExpectedEndChoice)
        {
            // What somebody pressed is in no field of its own until this is shown.
            if (field.Name.EndsWith("Choice", StringComparison.Ordinal) || field.Name is IncidentFields.Start or IncidentFields.ExpectedEnd)
                CheckTimes();
            await MeasureAsync();
        }
    }

    private async Task TakeAllAsync()
    {
        if (room is not { } known)
            return;
        await SetAsync((IncidentFields.Affected, known.LeftMw.ToString("0.###", CultureInfo.InvariantCulture)));
        await OnSettled.InvokeAsync();
    }

    /// <summary>Looks how much others leave over the chosen time.</summary>
    private async Task MeasureAsync()
    {
        if (subject is null)
            return;
        DateTimeOffset now = Time.GetUtcNow();
        DateTimeOffset start = Fields.StartIn(clock.Zone).At ?? now;
        DateTimeOffset? end = Fields.ExpectedEndIn(clock.Zone).At is { } expected && expected > now && expected > start ? expected : null;
        try
        {
            Outcome<IncidentRoom> found = await Room.RunAsync(subject.PlantId, Fields.UnitId, subject.LineId, start, end, null, Actor.From((await Person).User), leaving.Token);
            room = found.Failure is null ? found.Value : null;
        }
        catch (DbException)
        {
            room = null;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The form is gone.
        }
    }

    private IncidentDraft Check()
    {
        (IncidentDraft draft, faults) = Fields.Read(subject!, clock.Zone, Time.GetUtcNow());
        return draft;
    }

    /// <summary>A time that does not exist, or exists twice, is told at once.</summary>
    private void CheckTimes()
    {
        if (!tried && subject is not null)
            faults = [.. Fields.Read(subject, clock.Zone, Time.GetUtcNow()).Faults.Where(fault => fault.Key.StartsWith("Time_", StringComparison.Ordinal) || fault.Key == "Fault_" + IncidentRule.ExpectedEndNotAfterStart)];
    }

    private async Task SubmitAsync()
    {
        if (sending || subject is null)
            return;
        sending = true;
        tried = true;
        refusal = refusalDetail = null;
        answers = [];
        try
        {
            // After a lost connection the browser knows letters that never came here.
            foreach ((string field, string text) in Typed is null ? [] : await Typed())
                values[field] = text;
            IncidentDraft draft = Check();
            if (faults.Count > 0)
                return;
            Outcome<IncidentItem> reported = await Incidents.RunAsync(draft, Actor.From((await Person).User), leaving.Token);
            if (reported.Failure is null)
                await OnDone.InvokeAsync(reported.Value);
            else
                await ExplainAsync(reported.Failure, draft);
        }
        catch (DbException)
        {
            Refuse("Trouble");
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The form is gone; the request key finds what became of the report.
        }
        finally
        {
            sending = false;
        }
    }

    /// <summary>What the server refused although the form saw nothing wrong: mostly that somebody was faster.</summary>
    private async Task ExplainAsync(Failure failure, IncidentDraft draft)
    {
        switch (failure)
        {
            case Invalid invalid when invalid.Errors.ContainsKey("affectedMw"):
                await MeasureAsync();
                if (room is { } known && draft.AffectedMw > known.LeftMw + CapacityLeft.Dust)
                    answers["affectedMw"] = Text["Fault_NotLeft", Display.Number(known.LeftMw, 3), clock.Text(known.At)];
                else
                    Refuse("Refused", failure.Sentence);
                break;
            case NotFound:
                missing = true;
                subject = null;
                break;
            case Forbidden:
                Refuse("Forbidden");
                break;
            default:
                Refuse("Refused", failure is Invalid other ? string.Join(' ', other.Errors.Values.SelectMany(sentences => sentences)) : failure.Sentence);
                break;
        }
    }

    private void Refuse(string key, string? detail = null)
    {
        refusal = Text[key];
        refusalDetail = detail;
    }

    private string? FaultOf(string field) => answers.GetValueOrDefault(field) ?? Text.Of(faults, field);
}
