using System.Text.Json;

namespace GridApp.Features.Audit;

/// <summary>What an entry changed, field by field: only what differs, in the order of the object.</summary>
public static class AuditChanges
{
    /// <summary>Fields that are different or on one side only; nested objects as <c>outer.inner</c>, lists as JSON.</summary>
    public static IReadOnlyList<AuditChange> Of(JsonElement? before, JsonElement? after)
    {
        var old = Flat(before);
        var now = Flat(after);
        return
        [
            .. from field in old.Keys.Concat(now.Keys.Except(old.Keys, StringComparer.Ordinal))
               let was = old.GetValueOrDefault(field)
               let became = now.GetValueOrDefault(field)
               where was != became
               select new AuditChange(field, was, became),
        ];
    }

    private static Dictionary<string, string?> Flat(JsonElement? value)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (value is { ValueKind: JsonValueKind.Object } given)
            Add(given, "");
        else if (value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } single)
            fields[""] = Text(single);
        return fields;

        void Add(JsonElement parent, string path)
        {
            foreach (var property in parent.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Object)
                    Add(property.Value, path + property.Name + ".");
                else
                    fields[path + property.Name] = Text(property.Value);
            }
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
