using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>Frames that are asked for: those of intervals that overlap a span, so that the first moment of a replay has its values.</summary>
internal sealed record FramesQuestion(
    string Kind, PriceComponent Component, IReadOnlyList<Domain.Markets.Market> Markets, bool? Simulated, DateTime Start, DateTime End, DateTime? KnownAt, string? KnownNodes);
