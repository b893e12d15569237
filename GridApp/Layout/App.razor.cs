using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace GridApp.Layout;

public sealed partial class App
{
    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    /// <summary>
    /// Pages are interactive for people who are logged in. Pages that set cookies (login, password) ask to stay static, and so is everything that a
    /// stranger sees: who has no session gets no circuit, and costs the server nothing that lasts.
    /// </summary>
    private IComponentRenderMode? Mode =>
        Context.User.Identity?.IsAuthenticated == true && Context.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    /// <summary>Null follows the system, which only the browser knows (js/theme.js).</summary>
    private string? Theme => Context.Request.Cookies["grid-theme"] is "light" or "dark" ? Context.Request.Cookies["grid-theme"] : null;

    private string Rail => Context.Request.Cookies["grid-rail"] == "open" ? "open" : "closed";
}
