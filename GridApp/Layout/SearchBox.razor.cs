using GridApp.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace GridApp.Layout;

public sealed partial class SearchBox
{
    /// <summary>Results of each source: enough to choose from, few enough to read.</summary>
    private const int PerSource = 8;

    /// <summary>A pause in typing that means "look now".</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private CancellationTokenSource? looking;
    private IReadOnlyList<Group> groups = [];
    private string typed = "";
    private bool open;
    private int? active;

    [Inject] private IStringLocalizer<LayoutText> Text { get; set; } = default!;

    [Inject] private IEnumerable<ISearchSource> Sources { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Person { get; set; } = default!;

    private int Count => groups.Sum(group => group.Results.Count);

    public void Dispose()
    {
        looking?.Cancel();
        looking?.Dispose();
    }

    private static string OptionId(int index) => $"search-option-{index}";

    private async Task TypeAsync(ChangeEventArgs change)
    {
        typed = change.Value as string ?? "";
        if (looking is not null)
        {
            await looking.CancelAsync();
            looking.Dispose();
        }

        looking = new CancellationTokenSource();
        var ct = looking.Token;
        try
        {
            await Task.Delay(Pause, Time, ct);
            var found = await FindAsync(typed.Trim(), ct);
            ct.ThrowIfCancellationRequested();
            groups = found;
            active = Count > 0 ? 0 : null;
            open = typed.Trim().Length > 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // A newer letter is looked for already.
        }
    }

    private async Task<IReadOnlyList<Group>> FindAsync(string text, CancellationToken ct)
    {
        if (text.Length == 0)
            return [];

        var person = (await Person).User;
        List<Group> found = [];
        var index = 0;
        foreach (var source in Sources.OrderBy(source => source.Order))
        {
            var results = await source.FindAsync(text, PerSource, person, ct);
            if (results.Count > 0)
                found.Add(new Group(source.Order, source.Heading, [.. results.Select(result => (result, index++))]));
        }

        return found;
    }

    private void Key(KeyboardEventArgs pressed)
    {
        switch (pressed.Key)
        {
            case "ArrowDown" when open && Count > 0:
                active = ((active ?? -1) + 1) % Count;
                break;
            case "ArrowUp" when open && Count > 0:
                active = ((active ?? 0) - 1 + Count) % Count;
                break;
            case "Enter" when open && active is { } chosen:
                Go(groups.SelectMany(group => group.Results).Single(result => result.Index == chosen).Result);
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private void Go(SearchResult result)
    {
        Close();
        typed = "";
        groups = [];
        Navigation.NavigateTo(result.Href);
    }

    private void Open() => open = typed.Trim().Length > 0;

    private void Close() => open = false;

    private sealed record Group(int Order, string Heading, IReadOnlyList<(SearchResult Result, int Index)> Results);
}
