using System.Globalization;
using GridApp.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Account;

public sealed partial class LoginPage
{
    private string? problem;
    private bool codeNeeded;

    [Inject] private SignIn SignIn { get; set; } = default!;

    [Inject] private BrowserSession Session { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<AccountText> Text { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "login")] private LoginForm? Form { get; set; }

    /// <summary>Where the person wanted to go; anything but a path of this site is ignored.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")] private string? Back { get; set; }

    protected override void OnInitialized()
    {
        if (Form is null && Context.User.Identity?.IsAuthenticated == true)
            Navigation.NavigateTo(ReturnUrl.Local(Back));
    }

    /// <summary>How long until the next try, in whole minutes, at least one.</summary>
    internal static int MinutesUntil(DateTimeOffset until, DateTimeOffset now) => Math.Max(1, (int)Math.Ceiling((until - now).TotalMinutes));

    private async Task SignInAsync()
    {
        if (Form is not { UserName.Length: > 0, Password.Length: > 0 })
        {
            problem = Text["Login_Incomplete"];
            return;
        }

        switch (await SignIn.CheckAsync(Form.UserName, Form.Password, Form.Code, Context.RequestAborted))
        {
            case SignInOutcome.Welcome(var user):
                await Session.BeginAsync(Context, user);
                Navigation.NavigateTo(user.MustChangePassword ? "account/password" : ReturnUrl.Local(Back));
                break;
            case SignInOutcome.CodeNeeded:
                codeNeeded = true;
                problem = Text["Login_CodeNeeded"];
                break;
            case SignInOutcome.Locked(var until):
                problem = Text["Login_Locked", MinutesUntil(until, Time.GetUtcNow()), until.UtcDateTime.ToString("HH:mm", CultureInfo.CurrentCulture)];
                break;
            default:
                codeNeeded = Form.Code is not null;
                problem = Text["Login_Wrong"];
                break;
        }
    }

    private sealed class LoginForm
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }

        public string? Code { get; set; }
    }
}
