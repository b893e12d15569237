using System.Text.Json;
using GridApp.Domain;
using GridApp.Hosting;

namespace GridApp.Features.Users;

/// <summary>Reads a request's JSON into a draft. A field that is not named keeps its value; an unknown one, such as anything about a password, is an error.</summary>
internal static class UserBody
{
    private static readonly AnsweredFields Answered = new(["id", "createdAt"], ["lastLoginAt", "isInvited", "hasSecondFactor"]);

    public static Outcome<UserDraft> Read(JsonElement body, UserItem? current)
    {
        UserDraft draft = current is null ? new() : UserDraft.Of(current);
        var fields = new JsonFields("");
        JsonElement? answer = current is null ? null : JsonSerializer.SerializeToElement(current, GridJson.Options);
        foreach (JsonProperty property in body.EnumerateObject())
        {
            JsonElement value = property.Value;
            switch (property.Name)
            {
                case "userName": draft = draft with { UserName = fields.Text("userName", value) }; break;
                case "firstName": draft = draft with { FirstName = fields.Text("firstName", value) }; break;
                case "lastName": draft = draft with { LastName = fields.Text("lastName", value) }; break;
                case "email": draft = draft with { Email = fields.Text("email", value) }; break;
                case "role": draft = draft with { Role = fields.Text("role", value) }; break;
                case "organizationId": draft = draft with { OrganizationId = fields.Whole("organizationId", value) }; break;
                case "isDisabled": draft = draft with { IsDisabled = fields.Flag("isDisabled", value) }; break;
                default: Answered.Judge(fields, property, answer); break;
            }
        }

        return fields.Failure is { } failure ? failure : draft;
    }
}
