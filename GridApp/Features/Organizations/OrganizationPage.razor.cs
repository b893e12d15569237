using System.Data.Common;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Organizations;

public sealed partial class OrganizationPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    private OrganizationItem? current;
    private OrganizationItem? theirs;
    private string? name;
    private string? eic;
    private IReadOnlyList<Fault> faults = [];
    private string? taken;
    private string? said;
    private string? refusal;
    private string? refusalDetail;
    private bool loading = true;
    private bool trouble;
    private bool saving;
    private bool asking;

    /// <summary>Null for a new one.</summary>
    [Parameter] public int? Id { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>Only while the page is rendered as a document.</summary>
    [CascadingParameter] private HttpContext? Http { get; set; }

    [SupplyParameterFromQuery(Name = "made")] private bool Made { get; set; }

    [Inject] private ReadOrganizations Organizations { get; set; } = default!;

    [Inject] private CreateOrganization Creating { get; set; } = default!;

    [Inject] private ChangeOrganization Changing { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<OrganizationsText> Text { get; set; } = default!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override Task OnParametersSetAsync() => current is not null && current.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        if (Id is not { } id)
        {
            loading = false;
            return;
        }

        loading = true;
        try
        {
            Outcome<OrganizationItem> found = await Organizations.OneAsync(id, await ActorAsync(), leaving.Token);
            trouble = false;
            if (found.Failure is null)
                Take(found.Value);
            else if (Http is { Response.HasStarted: false })
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
            said = Made && found.Failure is null ? Text["Created"].Value : null;
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

    private async Task<Actor> ActorAsync() => Actor.From((await Authentication).User);

    private void Take(OrganizationItem organization)
    {
        current = organization;
        (name, eic) = (organization.Name, organization.Eic);
        Clear();
    }

    private void Clear()
    {
        theirs = null;
        faults = [];
        taken = said = refusal = refusalDetail = null;
    }

    private Task SaveAsync() => SaveAsync(current);

    /// <summary>What was typed goes over what somebody else wrote meanwhile, now that the person has seen it.</summary>
    private Task OverwriteAsync(OrganizationItem over) => SaveAsync(over);

    private async Task SaveAsync(OrganizationItem? read)
    {
        if (saving)
            return;
        Clear();
        var draft = new OrganizationDraft { Name = name, Eic = eic?.ToUpperInvariant() }.Tidy();
        faults = OrganizationRules.Check(draft.Name, draft.Eic);
        if (faults.Count > 0)
            return;
        saving = true;
        try
        {
            Actor actor = await ActorAsync();
            Outcome<OrganizationItem> saved = read is null
                ? await Creating.RunAsync(draft, actor, leaving.Token)
                : await Changing.RunAsync(
                    read.Id, now => OrganizationDraft.Of(now) with { Name = draft.Name, Eic = draft.Eic }, RequestParts.TagOf(OrganizationDraft.Of(read)), actor, leaving.Token);
            if (saved.Failure is { } failure)
            {
                Explain(failure);
            }
            else if (read is null)
            {
                Navigation.NavigateTo(FormattableString.Invariant($"organizations/{saved.Value.Id}?made=true"));
            }
            else
            {
                Take(saved.Value);
                said = Text["Saved"];
            }
        }
        catch (DbException)
        {
            refusal = Text["Trouble"];
        }
        finally
        {
            saving = false;
        }
    }

    private async Task SetDisabledAsync(bool disabled)
    {
        Clear();
        asking = false;
        try
        {
            Outcome<OrganizationItem> saved = await Changing.SetDisabledAsync(current!.Id, disabled, await ActorAsync(), leaving.Token);
            if (saved.Failure is { } failure)
            {
                Explain(failure);
                return;
            }

            Take(saved.Value);
            said = Text[disabled ? "Disabled" : "Enabled"];
        }
        catch (DbException)
        {
            refusal = Text["Trouble"];
        }
    }

    private void Explain(Failure failure)
    {
        switch (failure)
        {
            case Conflict { Field: { } field }:
                taken = field;
                break;
            case Conflict { Current: OrganizationItem now }:
                theirs = now;
                break;
            default:
                (refusal, refusalDetail) = (Text["Refused"], failure.Sentence);
                break;
        }
    }

    private string? FaultOf(string field) => taken == field
        ? Text["Taken_" + field].Value
        : faults.FirstOrDefault(fault => fault.Field == field) is { } broken ? Text["Fault_" + broken.Rule].Value : null;

    private string? Flag(string field) => FaultOf(field) is null ? null : "true";
}
