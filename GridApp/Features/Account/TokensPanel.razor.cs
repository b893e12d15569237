using System.Data.Common;
using GridApp.Data;
using GridApp.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Account;

public sealed partial class TokensPanel : IDisposable
{
    private static readonly string[] Scopes = [PersonalTokens.Read, PersonalTokens.Write];

    private readonly CancellationTokenSource leaving = new();

    private IReadOnlyList<PersonalToken>? tokens;
    private Actor? actor;
    private string? made;
    private string? name;
    private string? password;
    private string scope = PersonalTokens.Read;
    private int days = 90;
    private string? fault;
    private string? refusal;
    private bool adding;
    private bool busy;
    private bool trouble;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private PersonalTokens Tokens { get; set; } = default!;

    [Inject] private IStringLocalizer<AccountText> Text { get; set; } = default!;

    private int Me => actor!.UserId!.Value;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        actor = Actor.From((await Authentication).User);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            tokens = await Tokens.ListAsync(Me, leaving.Token);
            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // the page is gone
        }
        catch (DbException)
        {
            trouble = true;
        }
    }

    private async Task MakeAsync()
    {
        if (busy)
            return;
        busy = true;
        fault = refusal = made = null;
        try
        {
            Outcome<string> token = await Tokens.MakeAsync(Me, password ?? "", name, scope, days, actor!.Address, leaving.Token);
            password = null;
            switch (token.Failure)
            {
                case null:
                    made = token.Value;
                    (name, adding) = (null, false);
                    await LoadAsync();
                    break;
                case Invalid invalid:
                    fault = invalid.Errors.Keys.First();
                    break;
                default:
                    refusal = Text[tokens?.Count >= PersonalTokens.Most ? "Tokens_Full" : "TooMany", PersonalTokens.Most];
                    break;
            }
        }
        catch (DbException)
        {
            refusal = Text["Trouble"];
        }
        finally
        {
            busy = false;
        }
    }

    private async Task RevokeAsync(PersonalToken token)
    {
        try
        {
            await Tokens.RevokeAsync(Me, token.Id, actor!.Address, leaving.Token);
            made = null;
            await LoadAsync();
        }
        catch (DbException)
        {
            trouble = true;
        }
    }

    private string? Flag(string field) => fault == field ? "true" : null;
}
