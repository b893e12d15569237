using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GridApp.Domain;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace GridApp.Hosting;

/// <summary>What endpoints read of a request in the same way: parameters that must be known, a JSON body, the ETag that was read.</summary>
internal static class RequestParts
{
    /// <summary>A sentence about the first query parameter that nobody reads here; null when all are known.</summary>
    public static Unreadable? UnknownParameter(this HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach (var name in request.Query.Keys)
        {
            if (!known.Contains(name))
                return new Unreadable($"There is no parameter '{name}' here.");
        }

        return null;
    }

    /// <summary>A whole number in the query, null without one.</summary>
    public static Outcome<int?> WholeParameter(this HttpRequest request, string name)
    {
        if (!request.Query.TryGetValue(name, out var values))
            return (int?)null;
        return int.TryParse(values.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : new Unreadable($"'{name}' is a whole number.");
    }

    /// <summary>Whether anything was sent, with its length told before or not.</summary>
    public static bool HasBody(this HttpRequest request) => request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>The body, an object. The caller disposes of it.</summary>
    public static async Task<Outcome<JsonDocument>> JsonObjectAsync(this HttpRequest request, CancellationToken ct)
    {
        try
        {
            var json = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, ct);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;
            json.Dispose();
            return new Unreadable("The body is a JSON object.");
        }
        catch (JsonException broken)
        {
            return new Unreadable($"The body is not JSON: {broken.Message}");
        }
    }

    /// <summary>The ETag of an answer: two that say the same have the same.</summary>
    public static string TagOf<T>(T answer) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(answer, GridJson.Options)).AsSpan(0, 12))}\"";

    /// <summary>The ETag that the caller says it read (<c>If-Match</c>); null without one or for any.</summary>
    public static string? ReadTag(this HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        return text.Length == 0 || text == EntityTagHeaderValue.Any.Tag.ToString() ? null : text;
    }
}
