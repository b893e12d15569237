using System.Globalization;
using System.Security.Cryptography;
using GridApp.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Account;

public sealed partial class SecondFactorPage
{
    private static readonly TimeSpan SetupLife = TimeSpan.FromMinutes(15);

    private bool isOn;
    private int left;
    private string? problem;
    private string? setup;
    private string? secretText;
    private (string Path, int Size)? picture;
    private IReadOnlyList<string> codes = [];

    [Inject] private SecondFactors Factors { get; set; } = default!;

    [Inject] private OwnAccount Account { get; set; } = default!;

    [Inject] private SignIn SignIn { get; set; } = default!;

    [Inject] private IDataProtectionProvider Protection { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<AccountText> Text { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "second")] private SecondForm? Form { get; set; }

    private int Me => OwnId.Of(Context.User);

    private string? Address => Context.Connection.RemoteIpAddress?.ToString();

    private string? Flag => problem is null ? null : "true";

    private ITimeLimitedDataProtector Seal => Protection.CreateProtector("GridApp.SecondFactor.Setup.v1").ToTimeLimitedDataProtector();

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        isOn = await Account.ReadAsync(Me) is { TwoFactorEnabled: true };
        left = isOn ? await Factors.CodesLeftAsync(Me, Context.RequestAborted) : 0;
    }

    private async Task ActAsync()
    {
        if (Form?.Action == "confirm")
        {
            await ConfirmAsync();
            return;
        }

        if (await Account.ReadAsync(Me) is not { } user || Form is not { Password.Length: > 0 })
        {
            problem = Text["Password_Missing"];
            return;
        }

        switch (await SignIn.AgainAsync(user, Form.Password, Address, Context.RequestAborted))
        {
            case null:
                break;
            case SignInOutcome.Locked:
                problem = Text["TooMany"];
                return;
            default:
                problem = Text["Password_Wrong"];
                return;
        }

        switch (Form.Action)
        {
            case "begin" when !isOn:
                await ShowAsync(Seal.Protect(Me.ToString(CultureInfo.InvariantCulture), SetupLife));
                break;
            case "codes" when isOn:
                Outcome<string[]> renewed = await Factors.RenewCodesAsync(Me, Address, Context.RequestAborted);
                codes = renewed.Failure is null ? renewed.Value : [];
                break;
            case "off" when isOn:
                await Factors.TurnOffAsync(Me, Address, Context.RequestAborted);
                Navigation.NavigateTo("account?done=second-off");
                break;
        }
    }

    /// <summary>Only whoever has just typed the password sees the secret: the ticket says so.</summary>
    private async Task ConfirmAsync()
    {
        if (isOn || !IsMine(Form?.Setup))
            return;
        Outcome<string[]> confirmed = await Factors.ConfirmAsync(Me, Form?.Code ?? "", Address, Context.RequestAborted);
        if (confirmed.Failure is null)
        {
            codes = confirmed.Value;
            return;
        }

        problem = Text["Code_Wrong"];
        await ShowAsync(Form!.Setup!);
    }

    private bool IsMine(string? ticket)
    {
        try
        {
            return ticket is { Length: > 0 and < 1000 } && Seal.Unprotect(ticket) == Me.ToString(CultureInfo.InvariantCulture);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private async Task ShowAsync(string ticket)
    {
        byte[] secret = await Factors.BeginAsync(Me, Context.RequestAborted);
        setup = ticket;
        secretText = string.Join(' ', Totp.Text(secret).Chunk(4).Select(part => new string(part)));
        picture = QrPicture.Of(Totp.Address(secret, Context.User.Identity?.Name ?? ""));
    }

    private sealed class SecondForm
    {
        public string? Action { get; set; }

        public string? Password { get; set; }

        public string? Code { get; set; }

        public string? Setup { get; set; }
    }
}
