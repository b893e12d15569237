using GridApp.Components;
using GridApp.Domain.Plants;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Map;

public sealed partial class MapSearch : IDisposable
{
    private const int Most = 6;

    /// <summary>A pause in typing that means "look now".</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private CancellationTokenSource? looking;
    private IReadOnlyList<Found> found = [];
    private string typed = "";
    private bool open;
    private int active;

    /// <summary>What was chosen.</summary>
    [Parameter] public EventCallback<MapPlace> OnChoose { get; set; }

    /// <summary>Whether nodes come before plants: somebody is looking at prices.</summary>
    [Parameter] public bool NodesFirst { get; set; }

    [Inject] private MapPlants Plants { get; set; } = default!;

    [Inject] private IMapNodes Nodes { get; set; } = default!;

    [Inject] private IStringLocalizer<MapText> Text { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    public void Dispose()
    {
        looking?.Cancel();
        looking?.Dispose();
    }

    private static string OptionId(int index) => FormattableString.Invariant($"map-search-option-{index}");

    private async Task TypeAsync(ChangeEventArgs change)
    {
        typed = change.Value as string ?? "";
        if (looking is not null)
        {
            await looking.CancelAsync();
            looking.Dispose();
        }

        looking = new CancellationTokenSource();
        var cancellation = looking.Token;
        try
        {
            await Task.Delay(Pause, Time, cancellation);
            var text = typed.Trim();
            var both = text.Length == 0 ? [] : await FindAsync(text, cancellation);
            cancellation.ThrowIfCancellationRequested();
            found = both;
            active = 0;
            open = text.Length > 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // A newer letter is looked for already.
        }
    }

    private async Task KeyAsync(KeyboardEventArgs pressed)
    {
        switch (pressed.Key)
        {
            case "ArrowDown" when open && found.Count > 0:
                active = (active + 1) % found.Count;
                break;
            case "ArrowUp" when open && found.Count > 0:
                active = (active - 1 + found.Count) % found.Count;
                break;
            case "Enter" when open && active < found.Count:
                await ChooseAsync(active);
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private async Task ChooseAsync(int index)
    {
        var one = found[index];
        Close();
        typed = one.Title;
        await OnChoose.InvokeAsync(one.Place);
    }

    private void Open() => open = typed.Trim().Length > 0 && found.Count > 0;

    private void Close() => open = false;

    private async Task<IReadOnlyList<Found>> FindAsync(string text, CancellationToken cancellation)
    {
        var plants = (await Plants.SearchAsync(text, Most, cancellation)).Select(Found.Of);
        var nodes = (await Nodes.SearchAsync(text, Most, cancellation)).Select(Found.Of);
        return NodesFirst ? [.. nodes, .. plants] : [.. plants, .. nodes];
    }

    /// <summary>One line of what was found.</summary>
    private sealed record Found(string Title, string Where, Fuel? Fuel, MapPlace Place)
    {
        public static Found Of(MapPlant plant) => new(
            plant.Plant.Name,
            $"{Display.Megawatts(plant.Plant.CapacityMw)} MW" + (plant.Plant.Market is { } market ? $" · {market}" : plant.Plant.Country is { } country ? $" · {CountryName.Of(country)}" : ""),
            plant.Plant.Fuel,
            MapPlace.Of(plant));

        public static Found Of(Prices.CatalogueNode node) => new(node.Name, string.Join(" · ", new[] { node.Code == node.Name ? null : node.Code, node.Zone, node.Market }.OfType<string>()), null, MapPlace.Of(node));
    }
}
