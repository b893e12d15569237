namespace GridApp.Features.Prices;

/// <summary>What the prices of markets are at a moment.</summary>
public sealed record PriceStats(string Kind, string Component, DateTime At, IReadOnlyList<MarketStats> Items);

/// <summary>One market's. Percentiles interpolate between neighbours.</summary>
/// <param name="At">Start of the newest interval that covers the moment.</param>
/// <param name="Nodes">How many have a price.</param>
/// <param name="Negative">How many of them are below zero.</param>
/// <param name="Cheapest">The cheapest nodes, cheapest first.</param>
/// <param name="Dearest">The dearest nodes, dearest first.</param>
public sealed record MarketStats(
    string Market, string Unit, bool Simulated, DateTime At, int Minutes, int Nodes, int Negative, double Min, double P05, double Median, double Mean, double P95, double Max,
    IReadOnlyList<NodePrice> Cheapest, IReadOnlyList<NodePrice> Dearest);

/// <summary>A node and one price of it.</summary>
public sealed record NodePrice(int Id, string Code, string Name, float Value);
