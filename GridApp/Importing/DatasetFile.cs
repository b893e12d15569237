using GridApp.Domain.Markets;

namespace GridApp.Importing;

/// <summary>A stored file on its way in.</summary>
/// <param name="ImportId">The import's number.</param>
/// <param name="Dataset">One of <see cref="ImportVocabulary.Datasets"/>.</param>
/// <param name="Format">One of <see cref="ImportVocabulary.Formats"/>.</param>
/// <param name="Path">Where it is kept.</param>
/// <param name="FileName">What the person calls it.</param>
/// <param name="Market">Market of rows that name none, or null.</param>
/// <param name="Mapping">Column to field, or null.</param>
internal sealed record DatasetFile(
    int ImportId,
    string Dataset,
    string Format,
    string Path,
    string FileName,
    Market? Market,
    IReadOnlyDictionary<string, string>? Mapping);
