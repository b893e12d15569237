using System.Globalization;
using GridApp.Components;
using GridApp.Components.Charts;
using GridApp.Domain.Plants;
using GridApp.Features.Market;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Dashboard;

public sealed partial class MarketPart
{
    private const string Megawatts = "MW";
    private const string Carbon = "gCO₂/kWh";

    private static readonly (int Days, string Name)[] Spans = [(1, "Span_Day"), (2, "Span_Two"), (7, "Span_Week")];

    private ChartBoard? prices;
    private ChartBoard? fuels;
    private ChartBoard? consumption;
    private ChartBoard? carbon;

    [Parameter, EditorRequired] public MarketNowView View { get; set; } = default!;

    /// <summary>How many days the charts show, up to the newest.</summary>
    [Parameter, EditorRequired] public int Days { get; set; }

    [Parameter] public EventCallback<int> OnDays { get; set; }

    [Inject] private IStringLocalizer<DashboardText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    private MarketTime Clock => MarketTime.Of(View.Market.Code);

    /// <summary>Dispatched here: its prices are known every five minutes, and its emissions.</summary>
    private bool IsDispatched => View.System is not null;

    private SeriesPageState State => new(View.Market, View.Day.AddDays(1 - Days), View.Day);

    private string Shown => Days == 1 ? Day(State.To) : $"{Day(State.From)} – {Day(State.To)}";

    /// <summary>Asks for the charts' numbers again.</summary>
    public async Task RefreshAsync()
    {
        foreach (ChartBoard? board in (ChartBoard?[])[prices, fuels, consumption, carbon])
        {
            if (board is not null)
                await board.RefreshAsync();
        }
    }

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    private static Fuel FuelOf(string code) => FuelWords.Parse(code) ?? Fuel.Unknown;

    private static string Price(double value) => value.ToString("#,0.00", CultureInfo.CurrentCulture);

    private static string SignedPrice(double value) => (value > 0 ? "+" : "") + Price(value);

    private static string Signed(double share) => (share > 0 ? "+" : "") + Display.Percent(share);

    private string Direction(SmfNow smf)
    {
        string spread = smf.Spread switch
        {
            null => Text["Smf_NoSpread"],
            > 0.005 and var more => Text["Smf_Short", SignedPrice(more)],
            < -0.005 and var less => Text["Smf_Long", Price(less)],
            _ => Text["Smf_Even"],
        };
        return smf.Interim ? Text["Smf_Interim", spread] : spread;
    }

    /// <summary>The page that shows all of it, on the same days.</summary>
    private string Page(string path) => State.Address(path);

    private string Source(string path) => $"api/v1/{path}?market={View.Market.Code}&{State.Span()}";

    private string File(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}-{View.Market.Code}-{State.From:yyyyMMdd}");

    private string With(string key, string unit) => $"{Text[key]}, {unit}";
}
