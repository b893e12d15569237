using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Map;

public sealed partial class MapSearch : IDisposable
{
    private const int Most = 8;

    /// <summary>A pause in typing that means "look now".</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private CancellationTokenSource? looking;
    private IReadOnlyList<MapPlant> found = [];
    private string typed = "";
    private bool open;
    private int active;

    /// <summary>The plant that was chosen.</summary>
    [Parameter] public EventCallback<MapPlant> OnChoose { get; set; }

    [Inject] private MapPlants Plants { get; set; } = default!;

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
            var plants = text.Length == 0 ? [] : await Plants.SearchAsync(text, Most, cancellation);
            cancellation.ThrowIfCancellationRequested();
            found = plants;
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
        var plant = found[index];
        Close();
        typed = plant.Plant.Name;
        await OnChoose.InvokeAsync(plant);
    }

    private void Open() => open = typed.Trim().Length > 0 && found.Count > 0;

    private void Close() => open = false;
}
