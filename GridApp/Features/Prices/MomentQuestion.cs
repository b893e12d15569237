using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>What is asked of a moment.</summary>
/// <param name="Kinds">Kinds of price, each answered apart.</param>
/// <param name="At">The moment, UTC.</param>
/// <param name="Markets">Of these; none for all.</param>
/// <param name="Simulated">Simulated markets only (true), real ones only (false).</param>
/// <param name="Components">Which, in the order they are asked for afterwards.</param>
/// <param name="KnownAt">As it was known then, UTC; null: now.</param>
internal sealed record MomentQuestion(
    IReadOnlyList<string> Kinds, DateTime At, IReadOnlyList<Domain.Markets.Market> Markets, bool? Simulated, IReadOnlyList<PriceComponent> Components, DateTime? KnownAt = null)
{
    /// <summary>The markets that are meant, of those that have nodes.</summary>
    public string[] MarketsOf(NodeSnapshot nodes) => Markets.Count > 0
        ? [.. Markets.Where(Wanted).Select(market => market.Code)]
        : [.. nodes.Markets.Where(code => Simulated is null || (MarketCatalogue.Find(code) is { } market && Wanted(market)))];

    private bool Wanted(Domain.Markets.Market market) => Simulated is null || market.Simulated == Simulated;
}
