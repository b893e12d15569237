using System.Data.Common;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Market;

public sealed partial class MarketSettingsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private List<Row>? rows;
    private Actor? actor;
    private bool hasTrouble;
    private string said = "";

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private MarketSettings Settings { get; set; } = default!;

    [Inject] private IStringLocalizer<MarketText> Text { get; set; } = default!;

    private bool Changes => actor?.SeesAll == true;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        actor = Actor.From((await Authentication).User);
        await LoadAsync();
    }

    private static bool IsSimulated(Row row) => MarketCatalogue.Find(row.Code)?.Simulated == true;

    private async Task LoadAsync()
    {
        try
        {
            rows = [.. (await Settings.AllAsync(actor!, leaving.Token)).Select(item => new Row(item))];
            hasTrouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The person went on to another page.
        }
        catch (DbException)
        {
            hasTrouble = true;
        }
    }

    private async Task SaveAsync(Row row)
    {
        said = "";
        try
        {
            var changed = await Settings.ChangeAsync(
                new MarketSettingsItem(row.Code, row.Consumption, row.Smf, row.Settlement, IsSimulated(row) ? row.Retention : null, IsSimulated(row) ? null : row.PriceRetention), actor!, leaving.Token);
            row.Trouble = changed.Failure switch
            {
                null => null,
                Invalid invalid => string.Join(" ", invalid.Errors.Values.SelectMany(sentences => sentences).Distinct(StringComparer.Ordinal)),
                var failure => failure.Sentence,
            };
            said = row.Trouble is null ? Text["Settings_Saved", row.Code] : "";
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The person went on to another page.
        }
        catch (DbException)
        {
            hasTrouble = true;
        }
    }

    private void Add(ChangeEventArgs change)
    {
        if (MarketCatalogue.Find(change.Value as string) is { } market && rows!.TrueForAll(row => row.Code != market.Code))
            rows.Add(new Row(new MarketSettingsItem(market.Code, null, null, null, null, null)));
    }

    private string Hours(double? hours) => hours is { } late ? Text["Settings_Hours", Display.Number(late, 1)] : Text["Settings_AtOnce"];

    /// <summary>A market as it stands in the fields.</summary>
    private sealed class Row(MarketSettingsItem item)
    {
        public string Code { get; } = item.Market;

        public double? Consumption { get; set; } = item.ConsumptionDelayHours;

        public double? Smf { get; set; } = item.SmfDelayHours;

        public double? Settlement { get; set; } = item.SettlementDelayHours;

        public int? Retention { get; set; } = item.RetentionDays;

        public int? PriceRetention { get; set; } = item.PriceRetentionDays;

        /// <summary>Why it was not saved, in English.</summary>
        public string? Trouble { get; set; }
    }
}
