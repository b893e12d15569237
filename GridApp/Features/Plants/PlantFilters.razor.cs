using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Plants;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Plants;

public sealed partial class PlantFilters : IDisposable
{
    /// <summary>The choice that stands for more than one, which only an address can ask for.</summary>
    private const string Several = "*";

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);

    private CancellationTokenSource? typing;

    [Inject] private IStringLocalizer<PlantsText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private PlantListState State { get; set; } = PlantListState.Default;

    /// <summary>Counts by fuel under all other filters.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<FuelSummary> Fuels { get; set; } = [];

    /// <summary>Counts by market under all other filters.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<MarketSummary> Markets { get; set; } = [];

    [Parameter, EditorRequired] public EventCallback<PlantFilter> OnChange { get; set; }

    private string Market => One(State.Filter.Markets, market => market);

    private string Status => One(State.Filter.Statuses, status => status.Code());

    /// <summary>The chosen market stays a choice when the other filters leave none of its plants.</summary>
    private IEnumerable<MarketSummary> MarketChoices => State.Filter.Markets is [{ } chosen] && Markets.All(market => (market.Market ?? PlantFilter.NoMarket) != chosen)
        ? [.. Markets, new MarketSummary(chosen == PlantFilter.NoMarket ? null : chosen, 0, 0)]
        : Markets;

    public void Dispose() => typing?.Dispose();

    private static string One<T>(IReadOnlyList<T> chosen, Func<T, string> code) => chosen switch { [] => "", [var only] => code(only), _ => Several };

    private static string? Number(double? mw) => mw?.ToString(CultureInfo.InvariantCulture);

    private async Task NameTypedAsync(ChangeEventArgs change)
    {
        if (typing is not null)
            await typing.CancelAsync();
        typing?.Dispose();
        typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(TypingPause, Time, typing.Token);
        }
        catch (OperationCanceledException)
        {
            return; // more was typed
        }

        string name = change.Value?.ToString()?.Trim() ?? "";
        await OnChange.InvokeAsync(State.Filter with { Name = name.Length > 0 ? name : null });
    }

    private Task MarketChosenAsync(ChangeEventArgs change) => change.Value?.ToString() switch
    {
        Several => Task.CompletedTask,
        { Length: > 0 } market => OnChange.InvokeAsync(State.Filter with { Markets = [market] }),
        _ => OnChange.InvokeAsync(State.Filter with { Markets = [] }),
    };

    private Task StatusChosenAsync(ChangeEventArgs change) => change.Value?.ToString() switch
    {
        Several => Task.CompletedTask,
        { } code when PlantStatusCodes.TryParse(code, out PlantStatus status) => OnChange.InvokeAsync(State.Filter with { Statuses = [status] }),
        _ => OnChange.InvokeAsync(State.Filter with { Statuses = [] }),
    };

    private Task CapacityAsync(ChangeEventArgs change, bool isLeast)
    {
        // The browser's number field gives a number in the invariant form, or nothing.
        double? mw = double.TryParse(change.Value?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
        PlantFilter filter = State.Filter;
        return OnChange.InvokeAsync(isLeast
            ? filter with { MinMw = mw, MaxMw = filter.MaxMw < mw ? null : filter.MaxMw }
            : filter with { MaxMw = mw, MinMw = filter.MinMw > mw ? null : filter.MinMw });
    }

    private Task ToggleAsync(Fuel fuel)
    {
        IReadOnlyList<Fuel> fuels = State.Filter.Fuels;
        return OnChange.InvokeAsync(State.Filter with { Fuels = fuels.Contains(fuel) ? [.. fuels.Where(other => other != fuel)] : [.. fuels, fuel] });
    }

    private Task ClearAsync() => OnChange.InvokeAsync(PlantFilter.All);
}
