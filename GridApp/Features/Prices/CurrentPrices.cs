namespace GridApp.Features.Prices;

/// <summary>The newest prices of markets.</summary>
/// <param name="At">The moment of asking.</param>
public sealed record CurrentPrices(DateTime At, IReadOnlyList<CurrentMarket> Items);

/// <summary>The newest interval of one kind of a market that has begun.</summary>
/// <param name="Lasts">Whether it still lasts.</param>
public sealed record CurrentMarket(string Market, string Kind, string Unit, bool Simulated, DateTime At, int Minutes, bool Lasts, IReadOnlyList<CurrentNode> Nodes);

/// <summary>One node's.</summary>
public sealed record CurrentNode(int Id, string Code, string Name, float? Total, float? Energy, float? Congestion, float? Loss, float? Ghg);
