using GridApp.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace GridApp.Features.ApiDocs;

public sealed partial class ApiDocsPage
{
    private ElementReference document;
    private IJSObjectReference? module;
    private bool failed;

    [Inject] private IStringLocalizer<ApiDocsText> Text { get; set; } = default!;

    [Inject] private IJSRuntime Script { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        if (module is null)
            return;
        try
        {
            await module.InvokeVoidAsync("dispose", document);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its page with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", SiteFiles.Module("features/ApiDocs/api-docs.js"));
            await module.InvokeVoidAsync("show", document, "openapi/v1.json");
        }
        catch (JSException)
        {
            failed = true;
            StateHasChanged();
        }
    }
}
