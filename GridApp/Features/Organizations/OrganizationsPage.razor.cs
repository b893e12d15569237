using System.Data.Common;
using GridApp.Components;
using GridApp.Data;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Organizations;

public sealed partial class OrganizationsPage : IDisposable
{
    private const int Size = 50;

    private readonly CancellationTokenSource leaving = new();

    private OrganizationListState state = OrganizationListState.Default;
    private IReadOnlyList<OrganizationItem>? items;
    private int total;
    private bool trouble;
    private IDisposable? watching;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ReadOrganizations Organizations { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<OrganizationsText> Text { get; set; } = default!;

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
        watching = Live.Subscribe([LiveTopic.Organizations, LiveTopic.Users], _ => InvokeAsync(ReloadAsync));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith('/' + OrganizationListState.Path, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ReloadAsync);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        state = OrganizationListState.Of(new Uri(Navigation.Uri));
        var person = (await Authentication).User;
        if (person.Identity?.IsAuthenticated != true)
            return; // out since a moment ago; the shell leads to the login
        try
        {
            (items, total) = await Organizations.PageAsync(state, Size, Actor.From(person), leaving.Token);
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

    private void SearchAsync(ChangeEventArgs change)
    {
        string words = change.Value?.ToString()?.Trim() ?? "";
        Navigation.NavigateTo((state with { Words = words.Length > 0 ? words : null, Page = 1 }).Address());
    }

    private RenderFragment Head(OrganizationOrder order, string key, string? style = null) => builder =>
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
