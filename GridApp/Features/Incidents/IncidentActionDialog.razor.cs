using System.Data.Common;
using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

public sealed partial class IncidentActionDialog : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal) { ["requestKey"] = Guid.NewGuid().ToString() };
    private IReadOnlyList<FieldFault> faults = [];
    private IncidentDialog? dialog;
    private IncidentClock clock = IncidentClock.Of(null);
    private string? refusal;
    private string? refusalDetail;
    private bool sending;
    private bool tried;

    [Inject] private FinishIncident Finishing { get; set; } = default!;

    [Inject] private ExtendIncident Extending { get; set; } = default!;

    [Inject] private RestoreIncident Restoring { get; set; } = default!;

    [Inject] private CancelIncident Cancelling { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<IncidentFormText> Text { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Person { get; set; } = default!;

    [Parameter, EditorRequired] public IncidentAction Action { get; set; }

    [Parameter, EditorRequired] public IncidentItem Incident { get; set; } = default!;

    [Parameter, EditorRequired] public string DraftKey { get; set; } = "";

    /// <summary>What was typed before the page was loaded again.</summary>
    [Parameter] public IReadOnlyDictionary<string, string>? Kept { get; set; }

    [Parameter] public EventCallback<IncidentItem> OnDone { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    private TypedMoment At => TypedMoment.Of(Of("at"), Of("atChoice"), clock.Zone);

    private TypedMoment ExpectedEnd => TypedMoment.Of(Of("expectedEnd"), Of("expectedEndChoice"), clock.Zone);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override void OnInitialized()
    {
        clock = IncidentClock.Of(Incident.Market);
        if (Action is IncidentAction.Extend or IncidentAction.Restore && Incident.ExpectedEnd is { } expected && expected > Time.GetUtcNow())
            values["expectedEnd"] = TypedMoment.Text(expected, clock.Zone);
        foreach ((string field, string text) in Kept ?? new Dictionary<string, string>())
            values[field] = text;
    }

    private string Of(string field) => values.GetValueOrDefault(field, "");

    private void Set((string Name, string Value) field)
    {
        values[field.Name] = field.Value;
        Check();
        if (!tried)
            faults = [.. faults.Where(fault => fault.Key.StartsWith("Time_", StringComparison.Ordinal))];
    }

    private void Check() =>
        faults = IncidentActionFields.Check(Action, Incident, At, ExpectedEnd, IncidentFields.Megawatts(Of("remainingMw")), Time.GetUtcNow());

    private async Task SubmitAsync()
    {
        if (sending)
            return;
        sending = true;
        tried = true;
        refusal = refusalDetail = null;
        try
        {
            foreach ((string field, string text) in await dialog!.ValuesAsync())
                values[field] = text;
            Check();
            if (faults.Count > 0)
                return;
            Outcome<IncidentItem> done = await RunAsync(Actor.From((await Person).User));
            if (done.Failure is { } failure)
            {
                refusal = failure is NotFound ? Text["Incident_Missing"] : Text["Refused"];
                refusalDetail = failure switch
                {
                    NotFound => null,
                    Invalid invalid => string.Join(' ', invalid.Errors.Values.SelectMany(sentences => sentences)),
                    _ => failure.Sentence,
                };
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

    private Task<Outcome<IncidentItem>> RunAsync(Actor actor) => Action switch
    {
        IncidentAction.Finish => Finishing.RunAsync(Incident.Id, At.At, actor, leaving.Token),
        IncidentAction.Extend => Extending.RunAsync(Incident.Id, ExpectedEnd.At, actor, leaving.Token),
        IncidentAction.Restore => Restoring.RunAsync(
            Incident.Id,
            new Restoration
            {
                RemainingMw = IncidentFields.Megawatts(Of("remainingMw")), At = At.At, ExpectedEnd = ExpectedEnd.At,
                RequestKey = Guid.TryParse(Of("requestKey"), CultureInfo.InvariantCulture, out Guid key) ? key : null,
            },
            actor, leaving.Token),
        _ => Cancelling.RunAsync(Incident.Id, actor, leaving.Token),
    };

    private string? FaultOf(string field) => Text.Of(faults, field);

    private async Task CloseAsync()
    {
        await dialog!.CloseAsync();
        await OnClose.InvokeAsync();
    }
}
