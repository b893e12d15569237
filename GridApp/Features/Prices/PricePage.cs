using System.Data.Common;
using GridApp.Data;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Prices;

/// <summary>What the pages of prices share: the state in the address, reading anew when it or a price changes, and trouble with the database.</summary>
public abstract class PricePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IDisposable? watching;

    /// <summary>The database could not be asked.</summary>
    protected bool HasTrouble { get; private set; }

    /// <summary>Nothing has been read yet.</summary>
    protected bool IsLoading { get; private set; } = true;

    /// <summary>Who looks.</summary>
    protected Actor Actor { get; private set; } = default!;

    protected CancellationToken Leaving => leaving.Token;

    protected string Query => new Uri(Navigation.Uri).Query;

    /// <summary>The page's path, without a leading slash.</summary>
    protected abstract string Path { get; }

    /// <summary>What it follows.</summary>
    protected virtual IReadOnlyCollection<string> Topics => [LiveTopic.Prices];

    [Inject] internal IStringLocalizer<PricesText> Text { get; set; } = default!;

    [Inject] internal NavigationManager Navigation { get; set; } = default!;

    [Inject] internal ILiveBus Live { get; set; } = default!;

    [Inject] internal TimeProvider Time { get; set; } = default!;

    [CascadingParameter] internal Task<AuthenticationState> Person { get; set; } = default!;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        Navigation.LocationChanged -= OnLocationChanged;
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <summary>Reads what the address asks for.</summary>
    protected abstract Task ReadAsync(CancellationToken cancellation);

    /// <summary>A price was written somewhere: what is shown may be another.</summary>
    protected virtual Task FollowAsync() => LoadAsync();

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        Actor = Actor.From((await Person).User);
        watching = Live.Subscribe(Topics, _ => InvokeAsync(async () =>
        {
            if (leaving.IsCancellationRequested)
                return;
            await FollowAsync();
            StateHasChanged();
        }));
        await LoadAsync();
    }

    protected async Task LoadAsync()
    {
        try
        {
            await ReadAsync(leaving.Token);
            HasTrouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return; // the person went on to another page
        }
        catch (DbException)
        {
            HasTrouble = true;
        }

        IsLoading = false;
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (!Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith('/' + Path, StringComparison.OrdinalIgnoreCase))
            return;
        _ = InvokeAsync(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });
    }
}
