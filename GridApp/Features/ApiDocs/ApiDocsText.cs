namespace GridApp.Features.ApiDocs;

/// <summary>Marks the texts around the API's documentation: ApiDocsText.resx and ApiDocsText.tr.resx.</summary>
public sealed class ApiDocsText;
