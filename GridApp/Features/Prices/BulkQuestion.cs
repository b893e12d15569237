namespace GridApp.Features.Prices;

/// <summary>Many nodes over a span.</summary>
/// <param name="Markets">Of these markets; none for those of the nodes.</param>
/// <param name="Nodes">These nodes; none for all of the markets.</param>
/// <param name="Start">The first instant, UTC.</param>
/// <param name="End">The first instant after, UTC.</param>
internal sealed record BulkQuestion(IReadOnlyList<Domain.Markets.Market> Markets, IReadOnlyList<int> Nodes, string Kind, DateTime Start, DateTime End);
