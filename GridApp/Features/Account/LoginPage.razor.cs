using System.Globalization;
using GridApp.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Account;

public sealed partial class LoginPage
{
    private string? problem;
    private string? ticket;
    private string? done;

    [Inject] private SignIn SignIn { get; set; } = default!;

    [Inject] private BrowserSession Session { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IStringLocalizer<AccountText> Text { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "login")] private LoginForm? Form { get; set; }

    /// <summary>Where the person wanted to go; anything but a path of this site is ignored.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")] private string? Back { get; set; }

    /// <summary>What a one-time link has just done.</summary>
    [SupplyParameterFromQuery(Name = "done")] private string? Done { get; set; }

    protected override void OnInitialized()
    {
        if (Form is null && Context.User.Identity?.IsAuthenticated == true)
            Navigation.NavigateTo(ReturnUrl.Local(Back));
        done = Done is "password" or "second_factor" ? Text["Done_" + Done].Value : null;
    }

    /// <summary>How long until the next try, in whole minutes, at least one.</summary>
    internal static int MinutesUntil(DateTimeOffset until, DateTimeOffset now) => Math.Max(1, (int)Math.Ceiling((until - now).TotalMinutes));

    private async Task SignInAsync()
    {
        string? address = Context.Connection.RemoteIpAddress?.ToString();
        switch (Form)
        {
            case { Ticket.Length: > 0 and < 2000, Code.Length: > 0 }:
                ticket = Form.Ticket;
                await GoOnAsync(await SignIn.ContinueAsync(Form.Ticket, Form.Code, address, Context.RequestAborted), "Code_Wrong");
                break;
            case { UserName.Length: > 0, Password.Length: > 0 }:
                await GoOnAsync(await SignIn.CheckAsync(Form.UserName, Form.Password, null, address, Context.RequestAborted), "Login_Wrong");
                break;
            default:
                problem = Text["Login_Incomplete"];
                break;
        }
    }

    private async Task GoOnAsync(SignInOutcome? outcome, string wrong)
    {
        switch (outcome)
        {
            case SignInOutcome.Welcome(var user):
                await Session.BeginAsync(Context, user);
                Navigation.NavigateTo(user.MustChangePassword ? "account/password" : ReturnUrl.Local(Back));
                break;
            case SignInOutcome.CodeNeeded(var next):
                ticket = next;
                break;
            case SignInOutcome.Locked(var until):
                problem = Text["Login_Locked", MinutesUntil(until, Time.GetUtcNow()), until.UtcDateTime.ToString("HH:mm", CultureInfo.CurrentCulture)];
                break;
            case null:
                ticket = null;
                problem = Text["Code_TooLate"];
                break;
            default:
                problem = Text[wrong];
                break;
        }
    }

    private sealed class LoginForm
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }

        public string? Code { get; set; }

        public string? Ticket { get; set; }
    }
}
