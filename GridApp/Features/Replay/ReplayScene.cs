using GridApp.Domain.Geography;
using GridApp.Domain.Time;

namespace GridApp.Features.Replay;

/// <summary>What a page needs to know before it fetches anything.</summary>
/// <param name="Market">The market that is played.</param>
/// <param name="Priced">Markets with nodal prices.</param>
/// <param name="Others">Markets with plants only: what is out can be played.</param>
/// <param name="Kinds">Series of prices that the market has, and until when.</param>
/// <param name="Components">Codes of what its prices are made of.</param>
/// <param name="Newest">Without prices: when there is something to see.</param>
/// <param name="Box">Where its plants and nodes are.</param>
/// <param name="Changes">Of its clock.</param>
/// <param name="Now">The present.</param>
public sealed record ReplayScene(
    Domain.Markets.Market Market, IReadOnlyList<Domain.Markets.Market> Priced, IReadOnlyList<Domain.Markets.Market> Others, IReadOnlyList<ReplayKind> Kinds, IReadOnlyList<string> Components,
    DateTimeOffset? Newest, BoundingBox? Box, IReadOnlyList<ClockChange> Changes, DateTimeOffset Now);

/// <summary>A series of prices.</summary>
/// <param name="Kind">DAM, FMM or RTM.</param>
/// <param name="Minutes">Length of its newest interval.</param>
/// <param name="Newest">When that ends.</param>
public sealed record ReplayKind(string Kind, int Minutes, DateTimeOffset Newest);
