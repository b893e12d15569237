using System.Globalization;
using GridApp.Domain.Plants;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace GridApp.Components.Charts;

public sealed partial class ChartBoard : IAsyncDisposable
{
    private readonly CancellationTokenSource gone = new();
    private ElementReference element;
    private IJSObjectReference? module;
    private IJSObjectReference? board;
    private string? sent;

    /// <summary>The API's address of the numbers, relative to the base: the browser fetches it with its cookie.</summary>
    [Parameter, EditorRequired] public string Source { get; set; } = "";

    /// <summary>The span that is shown, whatever of it has numbers.</summary>
    [Parameter, EditorRequired] public DateTimeOffset From { get; set; }

    [Parameter, EditorRequired] public DateTimeOffset To { get; set; }

    /// <summary>Whose numbers, localized: part of the pictures' title.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Beginning of the names of files: letters, digits and dashes.</summary>
    [Parameter, EditorRequired] public string File { get; set; } = "";

    [Parameter, EditorRequired] public IReadOnlyList<ChartSpec> Charts { get; set; } = [];

    /// <summary>Boards of one group share crosshair and zoom.</summary>
    [Parameter] public string Group { get; set; } = "page";

    /// <summary>Shows every chart as its table.</summary>
    [Parameter] public bool Tables { get; set; }

    /// <summary>Head of the first column of a table of groups: plant, fuel, organization.</summary>
    [Parameter] public string? GroupHead { get; set; }

    /// <summary>Figures and notes above the charts.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>What would be here and how it comes.</summary>
    [Parameter, EditorRequired] public RenderFragment? Empty { get; set; }

    [Inject] private IJSRuntime Script { get; set; } = default!;

    [Inject] private IStringLocalizer<ChartsText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    private string CsvAddress => Source + (Source.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "format=csv";

    /// <summary>Fetches the numbers again; what is shown stays until they are here.</summary>
    public async Task RefreshAsync()
    {
        try
        {
            if (board is not null)
                await board.InvokeVoidAsync("refresh", gone.Token);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone, and everything of it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (board is not null)
            {
                await board.InvokeVoidAsync("dispose");
                await board.DisposeAsync();
            }

            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and everything of it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var options = Options().ToJson();
        var written = options.GetRawText();
        if (written == sent)
            return;
        sent = written;
        try
        {
            if (firstRender)
            {
                module = await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, SiteFiles.Module("components/Charts/board.js"));
                board = await module.InvokeAsync<IJSObjectReference>("create", gone.Token, element, options);

                // What changed while the script was on its way.
                if (sent != written)
                    await board.InvokeVoidAsync("update", gone.Token, Options().ToJson());
            }
            else if (board is not null)
            {
                await board.InvokeVoidAsync("update", gone.Token, options);
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser went away while the charts were being made.
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The person went on to another page.
        }
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private ChartBoardOptions Options() => new()
    {
        Source = Source,
        From = Moment(From),
        To = Moment(To),
        Title = Title,
        File = File,
        Group = Group,
        Locale = CultureInfo.CurrentUICulture.Name,
        Tables = Tables,
        Texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["none"] = "–", ["time"] = Text["Time"], ["share"] = Text["Share"], ["others"] = Text["Others"], ["total"] = Text["Total"], ["interim"] = Text["Interim"],
            ["was"] = Text["Was"], ["corrected"] = Text["Corrected"],
        },
        Fuels = Enum.GetValues<Fuel>().ToDictionary(fuel => fuel.Code(), fuel => Words.NameOf(fuel), StringComparer.Ordinal),
        Columns = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["group"] = GroupHead ?? "", ["planned"] = Text["Planned"], ["actual"] = Text["Actual"], ["settlement"] = Text["Settlement"], ["deviation"] = Text["Deviation"],
            ["value"] = Text["Value"], ["before"] = Text["Before"], ["after"] = Text["After"], ["until"] = Text["KnownUntil"],
            ["simulated"] = Words["Tag_Simulated"],
        },
        Charts = Charts,
    };
}
