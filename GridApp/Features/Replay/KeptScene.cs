using System.Globalization;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;

namespace GridApp.Features.Replay;

/// <summary>A <see cref="ReplayScene"/> on its way from the page that the server sent to the page of the circuit: what was read, markets by their codes.</summary>
/// <inheritdoc cref="ReplayScene"/>
internal sealed record KeptScene(
    string Market, IReadOnlyList<string> Priced, IReadOnlyList<string> Others, IReadOnlyList<ReplayKind> Kinds, IReadOnlyList<string> Components, DateTimeOffset? Newest, string? Box, DateTimeOffset Now)
{
    public static KeptScene Of(ReplayScene scene) => new(
        scene.Market.Code, [.. scene.Priced.Select(market => market.Code)], [.. scene.Others.Select(market => market.Code)], scene.Kinds, scene.Components, scene.Newest,
        scene.Box is { } box ? string.Create(CultureInfo.InvariantCulture, $"{box.West},{box.South},{box.East},{box.North}") : null, scene.Now);

    /// <returns>The scene; null when one of its markets is not known here (the page is of another version).</returns>
    public ReplayScene? Opened()
    {
        var priced = Priced.Select(MarketCatalogue.Find).OfType<Domain.Markets.Market>().ToList();
        var others = Others.Select(MarketCatalogue.Find).OfType<Domain.Markets.Market>().ToList();
        return MarketCatalogue.Find(Market) is { } market && priced.Count == Priced.Count && others.Count == Others.Count
            ? new ReplayScene(market, priced, others, Kinds, Components, Newest, BoxOf(Box), OpenReplay.ClockOf(market, Now), Now)
            : null;
    }

    private static BoundingBox? BoxOf(string? text) => text is not null && BoundingBox.Parse(text) is { Failure: null } read ? read.Value : null;
}
