using System.Data.Common;
using GridApp.Components;
using GridApp.Data;
using GridApp.Features.Organizations;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Users;

public sealed partial class UsersPage : IDisposable
{
    private const int Size = 50;

    private const string Disabled = "disabled";

    private readonly CancellationTokenSource leaving = new();

    private UserListState state = UserListState.Default;
    private IReadOnlyList<UserRow>? rows;
    private IReadOnlyList<(int Id, string Name)> organizations = [];
    private int total;
    private bool trouble;
    private Actor? actor;
    private IDisposable? watching;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ReadUsers Users { get; set; } = default!;

    [Inject] private OrganizationNames Names { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<UsersText> Text { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        watching = Live.Subscribe([LiveTopic.Users, LiveTopic.Organizations], _ => InvokeAsync(ReloadAsync));
        await LoadAsync();
    }

    private static string? Chosen(ChangeEventArgs change) => change.Value?.ToString() is { Length: > 0 } text ? text : null;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith('/' + UserListState.Path, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ReloadAsync);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        state = UserListState.Of(new Uri(Navigation.Uri));
        var person = (await Authentication).User;
        if (person.Identity?.IsAuthenticated != true)
            return; // out since a moment ago; the shell leads to the login
        actor = Actor.From(person);
        try
        {
            organizations = actor.SeesAll ? await Names.AllAsync(actor, leaving.Token) : [];
            (rows, total) = await Users.PageAsync(state, Size, actor, leaving.Token);
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

    private void Go(UserListState to) => Navigation.NavigateTo(to.Address());

    private void SearchAsync(ChangeEventArgs change) => Go(state.With(state.Filter with { Words = Chosen(change)?.Trim() }));

    private RenderFragment Head(UserOrder order, string key, string? style = null) => builder =>
    {
        builder.OpenComponent<ColumnHead>(0);
        builder.AddComponentParameter(1, nameof(ColumnHead.Sorted), state.Sort == order);
        builder.AddComponentParameter(2, nameof(ColumnHead.Descending), state.Descending);
        builder.AddComponentParameter(3, nameof(ColumnHead.Class), style);
        builder.AddComponentParameter(4, nameof(ColumnHead.OnSort), EventCallback.Factory.Create(this, () => Navigation.NavigateTo(state.By(order).Address(), replace: true)));
        builder.AddComponentParameter(5, nameof(ColumnHead.ChildContent), (RenderFragment)(text => text.AddContent(0, Text[key].Value)));
        builder.CloseComponent();
    };
}
