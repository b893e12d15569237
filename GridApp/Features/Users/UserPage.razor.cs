using System.Data.Common;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Features.Organizations;
using GridApp.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Users;

public sealed partial class UserPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    private Actor? actor;
    private UserItem? current;
    private UserItem? theirs;
    private UserDraft draft = new() { Role = Roles.Analyst };
    private IReadOnlyList<(int Id, string Name)> organizations = [];
    private IReadOnlyList<Fault> faults = [];
    private OneTimeLink? link;
    private string? taken;
    private string? said;
    private string? refusal;
    private string? refusalDetail;
    private bool loading = true;
    private bool trouble;
    private bool saving;
    private bool asking;

    /// <summary>Null for a new person.</summary>
    [Parameter] public int? Id { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>Only while the page is rendered as a document.</summary>
    [CascadingParameter] private HttpContext? Http { get; set; }

    [Inject] private ReadUsers Users { get; set; } = default!;

    [Inject] private CreateUser Creating { get; set; } = default!;

    [Inject] private ChangeUser Changing { get; set; } = default!;

    [Inject] private MakeLink Links { get; set; } = default!;

    [Inject] private OrganizationNames Names { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<UsersText> Text { get; set; } = default!;

    private bool IsSelf => current is not null && current.Id == actor?.UserId;

    private bool Manages => actor is not null && (current is null || PersonRules.MayManage(actor.Role, current.Role));

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override Task OnParametersSetAsync() => actor is not null && current?.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        loading = true;
        try
        {
            actor = Actor.From((await Authentication).User);
            organizations = actor.SeesAll ? await Names.AllAsync(actor, leaving.Token) : [];
            if (Id is { } id)
            {
                Outcome<UserItem> found = await Users.OneAsync(id, actor, leaving.Token);
                if (found.Failure is null)
                    Take(found.Value);
                else if (Http is { Response.HasStarted: false })
                    Http.Response.StatusCode = StatusCodes.Status404NotFound;
            }
            else
            {
                draft = new UserDraft { Role = Roles.Analyst, OrganizationId = actor.OrganizationId };
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

    private void Take(UserItem user)
    {
        current = user;
        draft = UserDraft.Of(user);
        Clear();
    }

    private void Clear()
    {
        theirs = null;
        faults = [];
        taken = said = refusal = refusalDetail = null;
    }

    /// <param name="read">What the change is made of: another one, now that the person has seen it, is written over.</param>
    private async Task SaveAsync(UserItem? read)
    {
        if (saving)
            return;
        Clear();
        UserDraft wanted = draft.Tidy();
        faults = PersonRules.Check((actor!.SeesAll ? wanted : wanted with { OrganizationId = actor.OrganizationId }).Facts());
        if (faults.Count > 0)
            return;
        saving = true;
        try
        {
            Outcome<UserItem> saved = read is null
                ? await Creating.RunAsync(wanted, actor, leaving.Token)
                : await Changing.RunAsync(read.Id, now => wanted with { IsDisabled = now.IsDisabled }, RequestParts.TagOf(UserDraft.Of(read)), actor, leaving.Token);
            if (saved.Failure is { } failure)
            {
                Explain(failure);
                return;
            }

            Take(saved.Value);
            said = Text[read is null ? "Created" : "Saved"];
            if (read is not null)
                return;
            await MakeLinkAsync(forSecondFactor: false);
            Navigation.NavigateTo(FormattableString.Invariant($"users/{saved.Value.Id}"), replace: true);
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
        link = null;
        try
        {
            Outcome<UserItem> saved = await Changing.SetDisabledAsync(current!.Id, disabled, actor!, leaving.Token);
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

    private async Task MakeLinkAsync(bool forSecondFactor)
    {
        try
        {
            Outcome<OneTimeLink> made = await Links.RunAsync(current!.Id, forSecondFactor, Navigation.BaseUri, actor!, leaving.Token);
            if (made.Failure is { } failure)
                Explain(failure);
            else
                link = made.Value;
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
            case Conflict { Current: UserItem now }:
                theirs = now;
                break;
            default:
                (refusal, refusalDetail) = (Text["Refused"], failure is Invalid invalid ? string.Join(' ', invalid.Errors.Values.SelectMany(sentences => sentences)) : failure.Sentence);
                break;
        }
    }

    /// <summary>What somebody else changed since it was read.</summary>
    private IEnumerable<(string Key, string Was, string Becomes)> Differences(UserItem now)
    {
        UserItem was = current!;
        (string Key, string? Was, string? Becomes)[] fields =
        [
            ("Column_UserName", was.UserName, now.UserName), ("FirstName", was.FirstName, now.FirstName), ("LastName", was.LastName, now.LastName),
            ("Column_Email", was.Email, now.Email), ("Column_Role", Text["Role_" + was.Role], Text["Role_" + now.Role]),
            ("Column_Organization", NameOf(was.OrganizationId), NameOf(now.OrganizationId)),
            ("Column_State", Text[was.IsDisabled ? "State_Disabled" : "State_Open"], Text[now.IsDisabled ? "State_Disabled" : "State_Open"]),
        ];
        return fields.Where(field => field.Was != field.Becomes).Select(field => (field.Key, Shown(field.Was), Shown(field.Becomes)));
    }

    private static string Shown(string? text) => string.IsNullOrEmpty(text) ? "–" : text;

    private string? NameOf(int? organization) => organizations.FirstOrDefault(one => one.Id == organization).Name;

    private string? FaultOf(string field) => taken == field
        ? Text["Taken_" + field].Value
        : faults.FirstOrDefault(fault => fault.Field == field) is { } broken ? Text["Fault_" + broken.Rule].Value : null;

    private string? Flag(string field) => FaultOf(field) is null ? null : "true";
}
