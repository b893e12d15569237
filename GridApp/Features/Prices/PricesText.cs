namespace GridApp.Features.Prices;

/// <summary>Marks the texts of the prices: PricesText.resx and PricesText.tr.resx.</summary>
public sealed class PricesText;
