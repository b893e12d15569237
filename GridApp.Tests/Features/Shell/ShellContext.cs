using Bunit;
using Bunit.TestDoubles;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Notifications;
using GridApp.Hosting;
using GridApp.Layout;
using GridApp.Live;
using GridApp.Tests.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Shell;

/// <summary>Renders the shell and its components with their real texts, in a fixed language.</summary>
public abstract class ShellContext : BunitContext
{
    private readonly CultureScope culture = new("en");

    protected ShellContext()
    {
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddScoped<ISearchSource, PageSearch>();
        Services.AddSingleton(TimeProvider.System);
        // Nobody's news: a person without a number has none, and nothing is asked.
        Services.AddSingleton(new ReadNotifications(null!));
        Services.AddSingleton<ILiveBus>(QuietBus.Make());
        Person = AddAuthorization();
        Person.SetNotAuthorized();
    }

    protected BunitAuthorizationContext Person { get; }

    /// <summary>For components that read it; from here on services are fixed.</summary>
    protected void BecomeInteractive() => SetRendererInfo(new RendererInfo("Server", isInteractive: true));

    protected void LogIn(string role = Roles.Admin)
    {
        Person.SetAuthorized("grid_admin");
        Person.SetRoles(role);
        Person.SetPolicies(role == Roles.SuperAdmin ? [Policies.Read, Policies.Write, Policies.SuperAdmin] : role == Roles.Admin ? [Policies.Read, Policies.Write] : [Policies.Read]);
        Person.SetClaims(
            new(GridClaims.FullName, "Grid Admin"),
            new(GridClaims.OrganizationId, "1"),
            new(GridClaims.OrganizationName, "Bosphorus Power"));
    }

    protected override void Dispose(bool disposing)
    {
        culture.Dispose();
        base.Dispose(disposing);
    }
}
