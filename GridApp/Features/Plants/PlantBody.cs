using System.Text.Json;
using GridApp.Domain;
using GridApp.Hosting;

namespace GridApp.Features.Plants;

/// <summary>
/// Reads a request's JSON into a draft. A field that is not named keeps its value, null clears it. A field that nobody sets through here (id, status, ...)
/// may be sent back as it was read and no other way, and an unknown one is an error: nothing is accepted and ignored.
/// </summary>
internal static class PlantBody
{
    /// <summary>Fields of the answer that a request does not set.</summary>
    public static IReadOnlyList<string> ReadOnly { get; } =
        ["id", "availableMw", "status", "marketApproximate", "simulated", "source", "sourceUrl", "sourceYear", "version", "updatedAt"];

    /// <summary>The draft changed by the body, or its faults by field; <see cref="Unreadable"/> when the body is no object.</summary>
    /// <param name="body">The request.</param>
    /// <param name="draft">What there is, or an empty draft.</param>
    /// <param name="current">The answer that read-only fields are compared with; null for a new plant.</param>
    public static Outcome<PlantDraft> Read(JsonElement body, PlantDraft draft, PlantDetail? current)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new Unreadable("The body is a JSON object.");
        var fields = new JsonFields("");
        JsonElement? answer = current is null ? null : JsonSerializer.SerializeToElement(current, GridJson.Options);
        foreach (JsonProperty property in body.EnumerateObject())
        {
            JsonElement value = property.Value;
            string name = property.Name;
            switch (name)
            {
                case "code": draft = draft with { Code = fields.Text(name, value) }; break;
                case "name": draft = draft with { Name = fields.Text(name, value) }; break;
                case "fuel": draft = draft with { Fuel = fields.Text(name, value) }; break;
                case "sourceFuel": draft = draft with { SourceFuel = fields.Text(name, value) }; break;
                case "capacityMw": draft = draft with { CapacityMw = fields.Number(name, value) }; break;
                case "latitude": draft = draft with { Latitude = fields.Number(name, value) }; break;
                case "longitude": draft = draft with { Longitude = fields.Number(name, value) }; break;
                case "market": draft = draft with { Market = fields.Text(name, value) }; break;
                case "country": draft = draft with { Country = fields.Text(name, value) }; break;
                case "zone": draft = draft with { Zone = fields.Text(name, value) }; break;
                case "owner": draft = draft with { Owner = fields.Text(name, value) }; break;
                case "eic": draft = draft with { Eic = fields.Text(name, value) }; break;
                case "organizationId": draft = draft with { OrganizationId = fields.Whole(name, value) }; break;
                case "isYekdem": draft = draft with { IsYekdem = fields.Flag(name, value) }; break;
                case "isRes": draft = draft with { IsRes = fields.Flag(name, value) }; break;
                case "commissioningYear": draft = draft with { CommissioningYear = fields.Whole(name, value) }; break;
                case "units": draft = draft with { Units = Units(value, fields) }; break;
                default:
                    if (!ReadOnly.Contains(name))
                        fields.Wrong(name, "There is no such field.");
                    else if (!SameAs(value, name, answer))
                        fields.Wrong(name, "This field is not set here.");
                    break;
            }
        }

        return fields.Failure is { } failure ? failure : draft;
    }

    private static bool SameAs(JsonElement value, string name, JsonElement? answer) => answer is { } known
        ? name == "version" || JsonElement.DeepEquals(value, known.GetProperty(name)) // the version is compared by the command: another one is a lost race
        : value.ValueKind is JsonValueKind.Null or JsonValueKind.False;

    private static List<PlantUnitDraft> Units(JsonElement value, JsonFields fields)
    {
        var units = new List<PlantUnitDraft>();
        if (value.ValueKind == JsonValueKind.Null)
            return units;
        if (value.ValueKind != JsonValueKind.Array)
        {
            fields.Wrong("units", "This is a list of units.");
            return units;
        }

        foreach (JsonElement element in value.EnumerateArray())
        {
            JsonFields inner = fields.Inside(FormattableString.Invariant($"units[{units.Count}]"));
            var unit = new PlantUnitDraft();
            if (element.ValueKind != JsonValueKind.Object)
            {
                inner.Wrong("", "A unit is an object with code, eic and capacityMw.");
            }
            else
            {
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    switch (property.Name)
                    {
                        case "id": unit = unit with { Id = inner.Whole("id", property.Value) }; break;
                        case "code": unit = unit with { Code = inner.Text("code", property.Value) }; break;
                        case "eic": unit = unit with { Eic = inner.Text("eic", property.Value) }; break;
                        case "capacityMw": unit = unit with { CapacityMw = inner.Number("capacityMw", property.Value) }; break;
                        default: inner.Wrong(property.Name, "There is no such field."); break;
                    }
                }
            }

            units.Add(unit);
        }

        return units;
    }
}
