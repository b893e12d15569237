namespace GridApp.Features.Prices;

/// <summary>A rule for spikes as the API shows it.</summary>
/// <param name="OrganizationId">Whose it is; null: of the super admins.</param>
/// <param name="NodeId">The only node that it looks at; null: all of the market.</param>
/// <param name="Test">above, below or unusual.</param>
/// <param name="Threshold">A price in the market's unit; for unusual, standard deviations.</param>
/// <param name="Days">For unusual: how many days before are compared with.</param>
/// <param name="QuietMinutes">For so long after the first interval of an alert, further ones count to it.</param>
/// <param name="Author">User name of who made it.</param>
public sealed record PriceRule(
    int Id, int? OrganizationId, string Name, string Market, string Kind, string Component, int? NodeId, string? NodeCode, string Test, double Threshold, int? Days, int QuietMinutes,
    bool Enabled, string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>All rules that the caller may see, by name.</summary>
public sealed record PriceRuleList(IReadOnlyList<PriceRule> Items, int Total, string? Next);

/// <summary>What a rule found: a spike, however many nodes and intervals it took in.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="At">Start of the first interval, UTC.</param>
/// <param name="LastAt">Start of the last one that counted to it.</param>
/// <param name="Hits">Prices that the rule meant, over nodes and intervals.</param>
/// <param name="NodeId">The worst node.</param>
/// <param name="WorstAt">The interval of its price.</param>
/// <param name="Expected">Where it was compared: the mean of the same hours before.</param>
/// <param name="Score">Standard deviations from it.</param>
/// <param name="RaisedAt">When it was noticed.</param>
public sealed record PriceAlert(
    long Id, int RuleId, string Rule, DateTimeOffset At, DateTimeOffset LastAt, string Market, string Kind, string Component, string Unit, int Hits, int NodeId, string NodeCode, string NodeName,
    DateTimeOffset WorstAt, double Value, double? Expected, double? Score, DateTimeOffset RaisedAt);

/// <summary>Alerts, the newest first.</summary>
/// <param name="Total">All that the caller may see.</param>
/// <param name="Next">Cursor of the next ones; null at the end.</param>
public sealed record PriceAlertList(IReadOnlyList<PriceAlert> Items, int Total, string? Next);
