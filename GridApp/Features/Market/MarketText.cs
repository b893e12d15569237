namespace GridApp.Features.Market;

/// <summary>Marks the texts of the market's pages: MarketText.resx and MarketText.tr.resx.</summary>
public sealed class MarketText;
