using System.Data.Common;
using GridApp.Components.Charts;
using GridApp.Data;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Market;

/// <summary>What the pages of series share: the state in the address, the markets that have numbers, and charts that follow what is written.</summary>
public abstract class SeriesPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IDisposable? watching;

    /// <summary>The page's path, without a leading slash.</summary>
    protected abstract string Path { get; }

    protected abstract SeriesTable Table { get; }

    /// <summary>The database could not be asked.</summary>
    protected bool HasTrouble { get; private set; }

    /// <summary>Null until the newest data is known.</summary>
    protected SeriesPageState? State { get; private set; }

    /// <summary>Start of the newest interval of each market that has any.</summary>
    protected IReadOnlyDictionary<string, DateTimeOffset> Newest { get; private set; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Who looks; null until it is known.</summary>
    protected Actor? Actor { get; private set; }

    protected CancellationToken Leaving => leaving.Token;

    [Inject] internal IStringLocalizer<MarketText> Text { get; set; } = default!;

    [Inject] internal NavigationManager Navigation { get; set; } = default!;

    [Inject] internal NewestData NewestOf { get; set; } = default!;

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

    /// <summary>The charts that are on the page now.</summary>
    protected abstract IEnumerable<ChartBoard?> Boards { get; }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        watching = Live.Subscribe(Table == SeriesTable.Generation ? [LiveTopic.Market, LiveTopic.Generation] : [LiveTopic.Market], _ => InvokeAsync(FollowAsync));
        await LoadAsync();
    }

    /// <summary>Goes where the state says.</summary>
    protected void Go(SeriesPageState next) => Navigation.NavigateTo(next.Address(Path));

    protected async Task LoadAsync()
    {
        try
        {
            Newest = await NewestOf.RunAsync(Table, Actor ??= Actor.From((await Person).User), leaving.Token);
            State = SeriesPageState.Of(new Uri(Navigation.Uri).Query, Newest, Time.GetUtcNow());
            HasTrouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The person went on to another page.
        }
        catch (DbException)
        {
            HasTrouble = true;
        }
    }

    /// <summary>The span of this length that ends with the newest numbers; null where there are none or they are shown.</summary>
    protected SeriesPageState? Latest()
    {
        if (State is not { } state || !Newest.TryGetValue(state.Market.Code, out var at))
            return null;
        var last = Domain.Time.MarketDay.Of(at, state.Zone).Date;
        var latest = state with { To = last, From = last.AddDays(1 - state.Days) };
        return latest == state ? null : latest;
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        var uri = Navigation.ToAbsoluteUri(change.Location);
        if (!uri.AbsolutePath.EndsWith('/' + Path, StringComparison.OrdinalIgnoreCase))
            return;
        _ = InvokeAsync(() =>
        {
            State = SeriesPageState.Of(uri.Query, Newest, Time.GetUtcNow());
            StateHasChanged();
        });
    }

    private async Task FollowAsync()
    {
        foreach (var board in Boards)
        {
            if (board is not null)
                await board.RefreshAsync();
        }
    }
}
