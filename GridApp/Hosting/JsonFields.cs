using System.Text.Json;
using GridApp.Domain;

namespace GridApp.Hosting;

/// <summary>Values of a JSON object by their kinds, collecting what is of the wrong one.</summary>
internal sealed class JsonFields(string prefix)
{
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    private JsonFields(string prefix, Dictionary<string, string[]> errors)
        : this(prefix) => this.errors = errors;

    /// <summary>What was wrong so far, or null.</summary>
    public Invalid? Failure => errors.Count > 0 ? new Invalid(errors) : null;

    /// <summary>The fields of an object inside this one; what is wrong with them counts here.</summary>
    public JsonFields Inside(string field) => new($"{prefix}{field}.", errors);

    public void Wrong(string field, string sentence) => errors[(prefix + field).TrimEnd('.')] = [sentence];

    public string? Text(string field, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            Wrong(field, "This is a text.");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: JSON allows it, text does not.
            Wrong(field, "This text contains half a character.");
            return null;
        }
    }

    public double? Number(string field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number))
            return number;
        Wrong(field, "This is a number.");
        return null;
    }

    public int? Whole(string field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number))
            return number;
        Wrong(field, "This is a whole number.");
        return null;
    }

    public bool Flag(string field, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Wrong(field, "This is true or false.");
        return value.ValueKind == JsonValueKind.True;
    }
}
