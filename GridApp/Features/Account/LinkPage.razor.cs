using GridApp.Data.Entities;
using GridApp.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Account;

public sealed partial class LinkPage
{
    private OpenLink? link;
    private string? problem;

    [Inject] private AccountLinks Links { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<AccountText> Text { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "link")] private LinkForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "key")] private string? Key { get; set; }

    private string Title => link is null ? "Link_Ended" : "Link_" + link.Purpose;

    protected override async Task OnInitializedAsync()
    {
        // The address is the secret: no cache keeps it, and no page behind a link learns it.
        Context.Response.Headers.CacheControl = "no-store";
        link = await Links.FindAsync(Key, Context.RequestAborted);
    }

    private static string? Flag(string? problem) => problem is null ? null : "true";

    private async Task UseAsync()
    {
        if (link is not { } open)
            return;
        string? address = Context.Connection.RemoteIpAddress?.ToString();
        Outcome<GridUser> done;
        if (open.IsForSecondFactor)
        {
            if (Form is not { Current.Length: > 0 })
            {
                problem = Text["Password_Missing"];
                return;
            }

            done = await Links.TakeOffSecondFactorAsync(open, Form.Current, address, Context.RequestAborted);
        }
        else
        {
            if (Form is not { New.Length: > 0 })
            {
                problem = Text["Link_Incomplete"];
                return;
            }

            if (!string.Equals(Form.New, Form.Again, StringComparison.Ordinal))
            {
                problem = Text["Password_Differs"];
                return;
            }

            done = await Links.SetPasswordAsync(open, Form.New, address, Context.RequestAborted);
        }

        switch (done.Failure)
        {
            case null:
                Navigation.NavigateTo(open.IsForSecondFactor ? "login?done=second_factor" : "login?done=password");
                break;
            case Invalid:
                problem = Text[open.IsForSecondFactor ? "Password_Wrong" : "Password_Refused"];
                break;
            case Conflict:
                problem = Text["TooMany"];
                break;
            default:
                link = null;
                break;
        }
    }

    private sealed class LinkForm
    {
        public string? Current { get; set; }

        public string? New { get; set; }

        public string? Again { get; set; }
    }
}
