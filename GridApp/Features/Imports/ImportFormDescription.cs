using System.Text.Json.Nodes;
using GridApp.Importing;
using Microsoft.OpenApi;

namespace GridApp.Features.Imports;

/// <summary>
/// The form in the API's description. Not by Accepts metadata: routing would then answer 415 before anybody has asked who is calling.
/// </summary>
internal static class ImportFormDescription
{
    public static Task DescribeAsync(OpenApiOperation operation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string>(StringComparer.Ordinal) { "file", "dataset", "format" },
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The file; gzip and zip are opened." },
                            ["dataset"] = OneOf(ImportVocabulary.Datasets, "What the file holds."),
                            ["format"] = OneOf(ImportVocabulary.Formats, "How it is written; auto finds out."),
                            ["market"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Market of rows that name none; a code of /markets." },
                            ["mapping"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "JSON object of column to field, such as {\"Plant ID\": \"code\"}." },
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema OneOf(IReadOnlyList<string> words, string description) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)],
    };
}
