using Microsoft.Extensions.Localization;

namespace GridApp.Features.Audit;

/// <summary>The words for the trail's codes. What has none yet is shown as it is: an entry is never hidden for want of a word.</summary>
internal static class AuditWords
{
    public static string Of(IStringLocalizer<AuditText> text, string prefix, string code)
    {
        var word = text[prefix + code];
        return word.ResourceNotFound ? code : word.Value;
    }

    /// <summary>Where the object can be looked at, or null.</summary>
    public static string? Href(AuditEntry entry) => (entry.ObjectType, entry.ObjectId) switch
    {
        (_, null) => null,
        ("plant", var id) => $"plants/{id}",
        ("incident", var id) => $"incidents/{id}",
        ("import", var id) => $"imports/{id}",
        ("user", var id) => $"users/{id}",
        ("organization", var id) => $"organizations/{id}",
        _ => null,
    };
}
