using System.Text.Json;
using GridApp.Domain;
using GridApp.Hosting;
using GridApp.Features.Plants;

namespace GridApp.Features.Incidents;

/// <summary>
/// Reads requests' JSON. Fields of an answer that nobody sets may be sent back as they were read and no other way, and an unknown field is an error:
/// nothing is accepted and ignored.
/// </summary>
internal static class IncidentBody
{
    private const string NoSuchField = "There is no such field.";

    /// <summary>Fields of the answer that a request does not set.</summary>
    private static readonly string[] ReadOnly =
    [
        "id", "plantName", "unitCode", "fuel", "market", "status", "capacityMw", "end", "reportedBy", "simulated", "organizationId", "followsId", "overCapacity", "source",
        "longitude", "latitude", "version",
    ];

    /// <summary>A report, or its faults by field; <see cref="Unreadable"/> when the body is no object.</summary>
    public static Outcome<IncidentDraft> Report(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new Unreadable("The body is a JSON object.");
        var fields = new JsonFields("");
        var draft = new IncidentDraft();
        foreach (JsonProperty property in body.EnumerateObject())
        {
            JsonElement value = property.Value;
            switch (property.Name)
            {
                case "plantId": draft = draft with { PlantId = fields.Whole(property.Name, value) }; break;
                case "unitId": draft = draft with { UnitId = fields.Whole(property.Name, value) }; break;
                case "lineId": draft = draft with { LineId = fields.Whole(property.Name, value) }; break;
                default: draft = Set(draft, property, fields, current: null); break;
            }
        }

        return fields.Failure is { } failure ? failure : draft;
    }

    /// <summary>The incident changed by a body. Its subject stays.</summary>
    public static Outcome<IncidentDraft> Change(JsonElement body, IncidentItem current)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new Unreadable("The body is a JSON object.");
        var fields = new JsonFields("");
        JsonElement answer = JsonSerializer.SerializeToElement(current, GridJson.Options);
        IncidentDraft draft = IncidentDrafts.Of(current);
        foreach (JsonProperty property in body.EnumerateObject())
        {
            switch (property.Name)
            {
                case "plantId" or "unitId" or "lineId":
                    if (!JsonElement.DeepEquals(property.Value, answer.GetProperty(property.Name)))
                        fields.Wrong(property.Name, "An incident stays with what it is about: cancel it and report another.");
                    break;
                case "start" when property.Value.ValueKind == JsonValueKind.Null:
                    fields.Wrong("start", "An incident has a start.");
                    break;
                default:
                    draft = Set(draft, property, fields, answer);
                    break;
            }
        }

        return fields.Failure is { } failure ? failure : draft;
    }

    /// <summary>The moment of a body that has at most that one field; null when it says none.</summary>
    public static Outcome<DateTimeOffset?> Moment(JsonElement body, string field)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new Unreadable("The body is a JSON object.");
        var fields = new JsonFields("");
        DateTimeOffset? at = null;
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (property.Name == field)
                at = Moment(fields, field, property.Value);
            else
                fields.Wrong(property.Name, NoSuchField);
        }

        return fields.Failure is { } failure ? failure : at;
    }

    /// <summary>A partial restoration.</summary>
    public static Outcome<Restoration> Restoration(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new Unreadable("The body is a JSON object.");
        var fields = new JsonFields("");
        var restoration = new Restoration();
        foreach (JsonProperty property in body.EnumerateObject())
        {
            JsonElement value = property.Value;
            switch (property.Name)
            {
                case "remainingMw": restoration = restoration with { RemainingMw = fields.Number(property.Name, value) }; break;
                case "at": restoration = restoration with { At = Moment(fields, property.Name, value) }; break;
                case "expectedEnd": restoration = restoration with { ExpectedEnd = Moment(fields, property.Name, value) }; break;
                default: fields.Wrong(property.Name, NoSuchField); break;
            }
        }

        return fields.Failure is { } failure ? failure : restoration;
    }

    private static IncidentDraft Set(IncidentDraft draft, JsonProperty property, JsonFields fields, JsonElement? current)
    {
        JsonElement value = property.Value;
        switch (property.Name)
        {
            case "type": return draft with { Type = fields.Text(property.Name, value) };
            case "reason": return draft with { Reason = fields.Text(property.Name, value) };
            case "causeCode": return draft with { CauseCode = fields.Text(property.Name, value) };
            case "description": return draft with { Description = fields.Text(property.Name, value) };
            case "affectedMw": return draft with { AffectedMw = fields.Number(property.Name, value) };
            case "start": return draft with { Start = Moment(fields, property.Name, value) };
            case "expectedEnd": return draft with { ExpectedEnd = Moment(fields, property.Name, value) };
        }

        if (!ReadOnly.Contains(property.Name))
            fields.Wrong(property.Name, NoSuchField);
        else if (!SameAs(value, property.Name, current))
            fields.Wrong(property.Name, property.Name == "end" ? "The end is set by finishing the incident." : "This field is not set here.");
        return draft;
    }

    private static bool SameAs(JsonElement value, string name, JsonElement? current) => current is { } known
        ? name == "version" || JsonElement.DeepEquals(value, known.GetProperty(name)) // the version is compared by the command: another one is a lost race
        : value.ValueKind is JsonValueKind.Null or JsonValueKind.False;

    private static DateTimeOffset? Moment(JsonFields fields, string field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String && fields.Text(field, value) is { } text && MomentText.TryParse(text, out DateTimeOffset at))
            return at;
        fields.Wrong(field, "This is a moment in ISO 8601 with its zone, such as 2026-11-21T14:05:00Z.");
        return null;
    }
}
