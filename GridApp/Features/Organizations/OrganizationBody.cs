using System.Text.Json;
using GridApp.Domain;
using GridApp.Hosting;

namespace GridApp.Features.Organizations;

/// <summary>Reads a request's JSON into a draft. A field that is not named keeps its value; an unknown one is an error.</summary>
internal static class OrganizationBody
{
    private static readonly AnsweredFields Answered = new(["id", "createdAt"], ["people", "plants"]);

    public static Outcome<OrganizationDraft> Read(JsonElement body, OrganizationItem? current)
    {
        OrganizationDraft draft = current is null ? new() : OrganizationDraft.Of(current);
        var fields = new JsonFields("");
        JsonElement? answer = current is null ? null : JsonSerializer.SerializeToElement(current, GridJson.Options);
        foreach (JsonProperty property in body.EnumerateObject())
        {
            switch (property.Name)
            {
                case "name": draft = draft with { Name = fields.Text("name", property.Value) }; break;
                case "eic": draft = draft with { Eic = fields.Text("eic", property.Value) }; break;
                case "isDisabled": draft = draft with { IsDisabled = fields.Flag("isDisabled", property.Value) }; break;
                default: Answered.Judge(fields, property, answer); break;
            }
        }

        return fields.Failure is { } failure ? failure : draft;
    }
}
