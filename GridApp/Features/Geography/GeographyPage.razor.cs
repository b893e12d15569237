using System.Data.Common;
using System.Globalization;
using GridApp.Domain;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Geography;

public sealed partial class GeographyPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    private IDisposable? watching;
    private GeographyState state = GeographyState.OfZones;
    private Failure? failure;
    private bool trouble;
    private ZoneSnapshot? zones;
    private LineSnapshot? lines;
    private GridFlows flows = GridFlows.None;
    private int[] rows = [];
    private int zoneCount;
    private IReadOnlyList<string> markets = [];
    private IReadOnlyList<double> voltages = [];

    [Inject] private ZoneCatalogue Zones { get; set; } = default!;

    [Inject] private LineCatalogue Lines { get; set; } = default!;

    [Inject] private LineFlows Flows { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<GeographyText> Text { get; set; } = default!;

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

        // An interval of the simulated grid brings other flows.
        watching = Live.Subscribe([LiveTopic.Geography, LiveTopic.Market], _ => InvokeAsync(ReloadAsync));
        await LoadAsync();
    }

    private static string Reason(Failure failure) => failure is Invalid invalid ? string.Join(" ", invalid.Errors.Values.SelectMany(sentences => sentences)) : failure.Sentence;

    private static string? Word(ChangeEventArgs change) => change.Value?.ToString()?.Trim() is { Length: > 0 } word ? word : null;

    private static double? Kv(ChangeEventArgs change) => double.TryParse(change.Value?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double kv) ? kv : null;

    private static string Kilovolts(double kv) => Components.Display.Number(kv, 1) + " kV";

    private static string? Number(double? number) => number?.ToString(CultureInfo.InvariantCulture);

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith('/' + GeographyState.Page, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ReloadAsync);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>Shows what the address asks for.</summary>
    private async Task LoadAsync()
    {
        Outcome<GeographyState> asked = GeographyState.Of(new Uri(Navigation.Uri));
        failure = asked.Failure;
        state = failure is null ? asked.Value : GeographyState.OfZones;
        try
        {
            ZoneSnapshot someZones = await Zones.CurrentAsync(leaving.Token);
            LineSnapshot someLines = await Lines.CurrentAsync(leaving.Token);
            GeographyMatches everyZone = await Zones.FindAsync(someZones, new ZoneFilter(), int.MaxValue, leaving.Token);
            if (state.IsLines)
            {
                GeographyMatches matches = someLines.Find(state.Lines);
                flows = await Flows.ReadAsync(someLines, matches, null, leaving.Token);
                rows = GeographyOrder.Of(someLines, matches, flows, state.Sort, state.Descending);
                markets = Choices(Enumerable.Range(0, someLines.Count).Select(index => someLines[index].Market));
                voltages = [.. Enumerable.Range(0, someLines.Count).Select(index => someLines[index].VoltageKv).OfType<double>().Append(state.MinKv ?? 0).Where(kv => kv > 0).Distinct().Order()];
            }
            else
            {
                rows = GeographyOrder.Of(someZones, await Zones.FindAsync(someZones, state.Zones, int.MaxValue, leaving.Token), state.Sort, state.Descending);
                markets = Choices(everyZone.Indexes.Select(index => someZones[index].Market));
            }

            (zones, lines, zoneCount, trouble) = (someZones, someLines, everyZone.Total, false);
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

    /// <summary>The markets there are, and the chosen one even if it has nothing here.</summary>
    private IReadOnlyList<string> Choices(IEnumerable<string?> all) =>
        [.. all.Select(market => market ?? GeographyQuery.NoMarket).Append(state.Market ?? "").Where(market => market.Length > 0).Distinct().OrderBy(market => market == GeographyQuery.NoMarket).ThenBy(market => market, StringComparer.Ordinal)];

    private string Said()
    {
        if (zones is null || lines is null)
            return "";
        string count = Text["Count", Components.Display.Count(rows.Length), Components.Display.Count(state.IsLines ? lines.Count : zoneCount)];
        return state.IsLines && flows.At is { } at ? $"{count} · {Text["FlowsAt", Components.Display.Utc(at), Text["Flows_" + flows.Kind]]}" : count;
    }

    private void Show(GeographyState wanted) => Navigation.NavigateTo(wanted.Address());

    private void Clear() => Show(state.IsLines ? GeographyState.OfLines : GeographyState.OfZones);

    private void SortBy(GeographySort sort) => Navigation.NavigateTo(state.By(sort).Address(), replace: true);
}
