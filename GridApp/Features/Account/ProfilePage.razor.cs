using GridApp.Domain;
using GridApp.Domain.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Account;

public sealed partial class ProfilePage
{
    private IReadOnlyList<Fault> faults = [];

    [Inject] private OwnAccount Account { get; set; } = default!;

    [Inject] private BrowserSession Session { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<AccountText> Text { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "profile")] private ProfileForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Form is null && await Account.ReadAsync(OwnId.Of(Context.User)) is { } user)
            Form = new ProfileForm { FirstName = user.FirstName, LastName = user.LastName, Email = user.Email };
    }

    private async Task SaveAsync()
    {
        faults = [.. PersonRules.CheckSelf(Form?.FirstName?.Trim(), Form?.LastName?.Trim(), string.IsNullOrWhiteSpace(Form?.Email) ? null : Form.Email.Trim())];
        if (faults.Count > 0 || Form is null)
            return;
        var saved = await Account.ChangeNameAsync(OwnId.Of(Context.User), Form.FirstName, Form.LastName, Form.Email, Context.Connection.RemoteIpAddress?.ToString(), Context.RequestAborted);
        if (saved.Failure is not null)
        {
            Navigation.NavigateTo("account");
            return;
        }

        await Session.BeginAsync(Context, saved.Value);
        Navigation.NavigateTo("account?done=profile");
    }

    private string? FaultOf(string field) => faults.FirstOrDefault(fault => fault.Field == field) is { } broken ? Text["Fault_" + broken.Rule].Value : null;

    private string? Flag(string field) => FaultOf(field) is null ? null : "true";

    private sealed class ProfileForm
    {
        public string? FirstName { get; set; }

        public string? LastName { get; set; }

        public string? Email { get; set; }
    }
}
