using System.Text.Json;

namespace GridApp.Hosting;

/// <summary>Fields of an answer that a request does not set. They may be sent back as they were read, so that what was read can be changed and sent.</summary>
/// <param name="fixedFields">Must be what the answer says.</param>
/// <param name="movingFields">Change by themselves (the last login); whatever they say is of no weight.</param>
internal sealed class AnsweredFields(IReadOnlyList<string> fixedFields, IReadOnlyList<string> movingFields)
{
    /// <summary>Judges a field that no command knows.</summary>
    /// <param name="fields">Collects what is wrong.</param>
    /// <param name="property">The field.</param>
    /// <param name="answer">What GET answers; null when there is nothing yet.</param>
    public void Judge(JsonFields fields, JsonProperty property, JsonElement? answer)
    {
        var name = property.Name;
        if (movingFields.Contains(name))
            return;
        if (!fixedFields.Contains(name))
            fields.Wrong(name, "There is no such field.");
        else if (!(answer is { } known ? JsonElement.DeepEquals(property.Value, known.GetProperty(name)) : property.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False))
            fields.Wrong(name, "This field is not set here.");
    }
}
