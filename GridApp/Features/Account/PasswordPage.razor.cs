using GridApp.Data;
using GridApp.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Account;

public sealed partial class PasswordPage
{
    private string? currentProblem;
    private string? newProblem;
    private string? againProblem;

    [Inject] private ChangePassword ChangePassword { get; set; } = default!;

    [Inject] private BrowserSession Session { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<AccountText> Text { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "password")] private PasswordForm? Form { get; set; }

    /// <summary>The password was a one-time one; nothing else opens before it is changed.</summary>
    private bool Forced => Context.User.HasClaim(claim => claim.Type == GridClaims.MustChangePassword);

    private static string? Flag(string? problem) => problem is null ? null : "true";

    private async Task ChangeAsync()
    {
        if (Form is not { Current.Length: > 0, New.Length: > 0 })
        {
            newProblem = Text["Password_Incomplete"];
            return;
        }

        if (!string.Equals(Form.New, Form.Again, StringComparison.Ordinal))
        {
            againProblem = Text["Password_Differs"];
            return;
        }

        var forced = Forced;
        var changed = await ChangePassword.ExecuteAsync(Context.User, Form.Current, Form.New, Context.Connection.RemoteIpAddress?.ToString(), Context.RequestAborted);
        switch (changed.Failure)
        {
            case null:
                await Session.BeginAsync(Context, changed.Value);
                Navigation.NavigateTo(forced ? "/" : "account?done=password");
                break;
            case Invalid invalid when invalid.Errors.ContainsKey("currentPassword"):
                currentProblem = Text["Password_CurrentWrong"];
                break;
            case Invalid:
                newProblem = Text["Password_Refused"];
                break;
            case Conflict:
                currentProblem = Text["TooMany"];
                break;
            default:
                currentProblem = Text["Password_NoAccount"];
                break;
        }
    }

    private sealed class PasswordForm
    {
        public string? Current { get; set; }

        public string? New { get; set; }

        public string? Again { get; set; }
    }
}
