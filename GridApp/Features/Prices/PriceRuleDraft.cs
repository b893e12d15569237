using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A rule while somebody fills in its form.</summary>
internal sealed class PriceRuleDraft
{
    public string? Name { get; set; }

    public string Market { get; set; } = MarketCatalogue.All.First(market => market.Simulated).Code;

    public string Kind { get; set; } = PriceKinds.RealTime;

    public string Component { get; set; } = PriceComponent.Total.Code();

    /// <summary>Code of the only node; empty for all.</summary>
    public string? Node { get; set; }

    public string Test { get; set; } = SpikeRule.CodeOf(SpikeTest.Above);

    public double? Threshold { get; set; }

    public int? Days { get; set; } = 7;

    public int? Quiet { get; set; } = 60;

    public bool Enabled { get; set; } = true;

    public bool IsUnusual => Test == SpikeRule.CodeOf(SpikeTest.Unusual);

    public string Unit => UnitOf(Market);

    public static string UnitOf(string market) => MarketCatalogue.Find(market) is { } known ? PriceUnit.Of(known.Currency) : "";

    /// <summary>A new rule for what somebody was looking at; what an address says wrongly is as if it said nothing.</summary>
    public static PriceRuleDraft For(string? market, string? kind, string? node)
    {
        var draft = new PriceRuleDraft { Node = node };
        if (MarketCatalogue.Find(market) is { } known)
            draft.Market = known.Code;
        if (kind is not null && PriceKinds.All.Contains(kind))
            draft.Kind = kind;
        return draft;
    }

    public static PriceRuleDraft Of(PriceRule rule) => new()
    {
        Name = rule.Name, Market = rule.Market, Kind = rule.Kind, Component = rule.Component, Node = rule.NodeCode, Test = rule.Test, Threshold = rule.Threshold, Days = rule.Days ?? 7,
        Quiet = rule.QuietMinutes, Enabled = rule.Enabled,
    };

    /// <summary>As it is sent. A node that the market does not have is a number that no node has.</summary>
    public PriceRuleBody Body(NodeSnapshot nodes) => new()
    {
        Name = Name, Market = Market, Kind = Kind, Component = Component, Test = Test, Threshold = Threshold, Days = IsUnusual ? Days : null, QuietMinutes = Quiet, Enabled = Enabled,
        NodeId = string.IsNullOrWhiteSpace(Node) ? null : Find(nodes, Node.Trim()),
    };

    private int Find(NodeSnapshot nodes, string code) =>
        nodes.Find(new NodeFilter { Markets = [Market], Text = code }).Select(place => nodes[place]).FirstOrDefault(node => string.Equals(node.Code, code, StringComparison.OrdinalIgnoreCase))?.Id ?? 0;
}
