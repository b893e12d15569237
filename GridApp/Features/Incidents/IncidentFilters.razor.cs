using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Incidents;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

public sealed partial class IncidentFilters : IDisposable
{
    /// <summary>The choice that stands for more than one, which only an address can ask for.</summary>
    private const string Several = "*";

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);

    private static readonly Fuel[] EveryFuel = Enum.GetValues<Fuel>();

    /// <summary>UTC and the zones of all markets.</summary>
    private static readonly string[] EveryZone = ["UTC", .. MarketCatalogue.All.Select(market => market.TimeZone).Distinct().Order(StringComparer.Ordinal)];

    private static readonly IncidentType[] EveryType = Enum.GetValues<IncidentType>();

    private CancellationTokenSource? typing;

    [Inject] private IStringLocalizer<IncidentsText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private IncidentListState State { get; set; } = IncidentListState.Default;

    /// <summary>Markets that have plants, and <see cref="Plants.PlantFilter.NoMarket"/> where some have none.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<string> Markets { get; set; } = [];

    /// <summary>Organizations by name.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<(int Id, string Name)> Organizations { get; set; } = [];

    /// <summary>Name of the one plant that the list is narrowed to.</summary>
    [Parameter] public string? PlantName { get; set; }

    [Parameter, EditorRequired] public EventCallback<IncidentFilter> OnChange { get; set; }

    /// <summary>The person wants days of this time zone counted; null for the market's own.</summary>
    [Parameter] public EventCallback<string?> OnZone { get; set; }

    /// <summary>What the days are when nobody chooses.</summary>
    private string OwnZone => State.Filter.Markets is [var only] && MarketCatalogue.Find(only) is not null ? Text["Filter_Zone_Market", IncidentClock.Of(only).Name] : Text["Filter_Zone_Utc"];

    /// <summary>What an address chose stays a choice.</summary>
    private IEnumerable<string> ZoneChoices => State.Zone is { } zone && !EveryZone.Contains(zone) ? [.. EveryZone, zone] : EveryZone;

    private string Market => One(State.Filter.Markets, market => market);

    private string FuelCode => One(State.Filter.Fuels, fuel => fuel.Code());

    private string Organization => State.Filter.OrganizationId is { } id ? Number(id) : "";

    public void Dispose() => typing?.Dispose();

    private static string One<T>(IReadOnlyList<T> chosen, Func<T, string> code) => chosen switch { [] => "", [var only] => code(only), _ => Several };

    private static string Number(int id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What was chosen stays a choice when nothing of it is there.</summary>
    private static IEnumerable<string> Choices(IReadOnlyList<string> known, IReadOnlyList<string> chosen) => chosen is [{ } one] && !known.Contains(one) ? [.. known, one] : known;

    /// <summary>A day as the browser's date field has it.</summary>
    private static string? Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task TextTypedAsync(ChangeEventArgs change)
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

        string text = change.Value?.ToString()?.Trim() ?? "";
        await OnChange.InvokeAsync(State.Filter with { Text = text.Length > 0 ? text : null });
    }

    private Task MarketChosenAsync(ChangeEventArgs change) => change.Value?.ToString() switch
    {
        Several => Task.CompletedTask,
        { Length: > 0 } market => OnChange.InvokeAsync(State.Filter with { Markets = [market] }),
        _ => OnChange.InvokeAsync(State.Filter with { Markets = [] }),
    };

    private Task FuelChosenAsync(ChangeEventArgs change) => change.Value?.ToString() switch
    {
        Several => Task.CompletedTask,
        { } code when FuelWords.Parse(code) is { } fuel && code.Length > 0 => OnChange.InvokeAsync(State.Filter with { Fuels = [fuel] }),
        _ => OnChange.InvokeAsync(State.Filter with { Fuels = [] }),
    };

    private Task OrganizationChosenAsync(ChangeEventArgs change) => OnChange.InvokeAsync(State.Filter with
    {
        OrganizationId = int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null,
    });

    private Task PeriodAsync(ChangeEventArgs change, Func<IncidentFilter, DateOnly?, TimeZoneInfo, IncidentFilter> bound)
    {
        DateOnly? day = DateOnly.TryParseExact(change.Value?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date.Year is > 1900 and < 2200 ? date : null;
        return OnChange.InvokeAsync(bound(State.Filter, day, State.Clock.Zone));
    }

    private Task ToggleAsync(IncidentType type)
    {
        IReadOnlyList<IncidentType> types = State.Filter.Types;
        return OnChange.InvokeAsync(State.Filter with { Types = types.Contains(type) ? [.. types.Where(other => other != type)] : [.. types, type] });
    }
}
