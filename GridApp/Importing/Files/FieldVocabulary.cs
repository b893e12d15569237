using System.Collections.Frozen;
using System.Text;

namespace GridApp.Importing.Files;

/// <summary>The fields that rows of one kind may carry, and the other names that sources give their columns.</summary>
internal sealed class FieldVocabulary
{
    private readonly FrozenDictionary<string, string> byKey;

    /// <param name="subject">What the rows are, in the plural: for sentences to people.</param>
    /// <param name="required">Fields without which a file says nothing.</param>
    /// <param name="fields">Field to the other names of its column.</param>
    public FieldVocabulary(string subject, string[] required, Dictionary<string, string[]> fields)
    {
        Subject = subject;
        Required = required;
        Fields = fields;
        byKey = fields.SelectMany(field => field.Value.Append(field.Key).Select(name => KeyValuePair.Create(Key(name), field.Key))).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Subject { get; }

    public IReadOnlyList<string> Required { get; }

    public IReadOnlyDictionary<string, string[]> Fields { get; }

    /// <summary>The field that a column of this name carries, or null.</summary>
    public string? FieldOf(string column) => byKey.GetValueOrDefault(Key(column));

    /// <summary>The field of this name, written in any case, or null: a mapping knows fields only by their own names.</summary>
    public string? Field(string name) => Fields.Keys.FirstOrDefault(field => Key(field) == Key(name));

    /// <summary>Letters and digits without case: start_time, "Start Time" and startTime are one name.</summary>
    private static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }
}
