namespace GridApp.Domain;

/// <summary>A rule that a value breaks.</summary>
/// <param name="Field">The field's name in the API, in camelCase.</param>
/// <param name="Rule">Name of the rule, by which a page finds the sentence in its reader's language.</param>
/// <param name="Sentence">What is wrong and what would be right, in English.</param>
public sealed record Fault(string Field, string Rule, string Sentence);

/// <summary>Faults as the API tells them.</summary>
public static class Faults
{
    /// <summary>By field; null when there are none.</summary>
    public static Invalid? ToFailure(this IReadOnlyList<Fault> faults) => faults.Count == 0
        ? null
        : new Invalid(faults.GroupBy(fault => fault.Field, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Select(fault => fault.Sentence).ToArray(), StringComparer.Ordinal));
}
