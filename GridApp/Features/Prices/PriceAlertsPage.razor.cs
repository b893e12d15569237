using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Domain;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Prices;

public sealed partial class PriceAlertsPage
{
    private const string Page = "prices/alerts";

    private const int Newest = 50;

    private IReadOnlyList<PriceRule> rules = [];
    private PriceAlertList alerts = new([], 0, null);
    private HashSet<string> faults = [];
    private PriceRuleDraft? form;
    private PriceRule? editing;
    private string? asked;
    private string? refusal;
    private string said = "";
    private bool saving;

    /// <inheritdoc/>
    protected override string Path => Page;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Topics => [LiveTopic.PriceAlerts];

    [Inject] private PriceRules Rules { get; set; } = default!;

    [Inject] private ReadPriceAlerts Alerts { get; set; } = default!;

    [Inject] private NodeCatalogue Catalogue { get; set; } = default!;

    private bool CanWrite => Actor is { Writes: true };

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        rules = await Rules.AllAsync(Actor, cancellation);
        alerts = await Alerts.RunAsync(Newest, null, Actor, cancellation);
        var query = QueryHelpers.ParseQuery(Query);
        var edit = query.GetValueOrDefault("edit").ToString();
        if (Query == asked)
            return; // what is being typed stays
        asked = Query;
        faults = [];
        refusal = null;
        editing = rules.FirstOrDefault(rule => rule.Id.ToString(CultureInfo.InvariantCulture) == edit);
        form = !CanWrite ? null : editing is not null ? PriceRuleDraft.Of(editing) : edit == "new" ? PriceRuleDraft.For(query.GetValueOrDefault("market"), query.GetValueOrDefault("kind"), query.GetValueOrDefault("node")) : null;
    }

    private async Task SaveAsync()
    {
        if (form is null || saving)
            return;
        saving = true;
        try
        {
            var body = form.Body(await Catalogue.CurrentAsync(Leaving));
            var saved = editing is { } rule ? await Rules.ChangeAsync(rule.Id, body, Actor, Leaving) : await Rules.AddAsync(body, Actor, Leaving);
            faults = saved.Failure is Invalid invalid ? [.. invalid.Errors.Keys] : [];
            refusal = saved.Failure switch { null or Invalid => null, Conflict => Text["Rule_Full"].Value, _ => Text["Rule_Gone"].Value };
            if (saved.Failure is null)
                Done(Text["Rule_Saved"]);
        }
        catch (DbException)
        {
            refusal = Text["Rule_Trouble"];
        }
        finally
        {
            saving = false;
        }
    }

    private async Task RemoveAsync(int id)
    {
        saving = true;
        try
        {
            if (await Rules.RemoveAsync(id, Actor, Leaving) is null)
                Done(Text["Rule_Deleted"]);
            else
                refusal = Text["Rule_Gone"];
        }
        catch (DbException)
        {
            refusal = Text["Rule_Trouble"];
        }
        finally
        {
            saving = false;
        }
    }

    private void Done(string what)
    {
        said = what;
        Navigation.NavigateTo(Page);
    }

    private string Flag(string field) => faults.Contains(field) ? "true" : "false";

    private string Fault(string field) => Text["Rule_Fault_" + field];

    private string Condition(PriceRule rule) => rule.Test == "unusual"
        ? Text["Condition_unusual", Display.Number(rule.Threshold, 1), Display.Count(rule.Days ?? 0)]
        : Text["Condition_" + rule.Test, Display.Number(rule.Threshold, 2), PriceRuleDraft.UnitOf(rule.Market)];

    private static string Clock(PriceAlert alert) => MarketTime.Of(alert.Market).Exact(alert.At);
}
