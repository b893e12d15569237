using GridApp.Importing.Files;

namespace GridApp.Importing;

/// <summary>What the rows of a dataset may carry, for whoever maps a file's columns by hand.</summary>
/// <param name="Dataset">One of <see cref="ImportVocabulary.Datasets"/>.</param>
/// <param name="Fields">The fields' own names.</param>
/// <param name="Required">Fields without which a file says nothing.</param>
/// <param name="FieldOf">The field that a column of this name carries, or null.</param>
internal sealed record DatasetFields(string Dataset, IReadOnlyList<string> Fields, IReadOnlyList<string> Required, Func<string, string?> FieldOf)
{
    public static DatasetFields Of(string dataset, FieldVocabulary vocabulary) => new(dataset, [.. vocabulary.Fields.Keys], vocabulary.Required, vocabulary.FieldOf);

    /// <summary>The field that each column is taken for, null where none; a field is taken once, by the first column.</summary>
    public IReadOnlyList<string?> Guess(IReadOnlyList<string> header)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. header.Select(column => FieldOf(column) is { } field && taken.Add(field) ? field : null)];
    }

    /// <summary>The dataset whose fields the columns name best, or null where none has all that it needs.</summary>
    public static string? Guess(IEnumerable<DatasetFields> datasets, IReadOnlyList<string> header) =>
        datasets
            .Select(dataset => (dataset.Dataset, Found: dataset.Guess(header).OfType<string>().ToHashSet(StringComparer.Ordinal), dataset.Required))
            .Where(guess => guess.Found.Count >= 2 && guess.Required.All(guess.Found.Contains))
            .OrderByDescending(guess => guess.Required.Count > 0).ThenByDescending(guess => guess.Found.Count)
            .Select(guess => guess.Dataset).FirstOrDefault();
}
