namespace GridApp.Components;

/// <summary>Addresses come from files that people import: only those of the web become links.</summary>
public static class WebAddress
{
    /// <summary>The address as a link may have it; null unless it is an absolute http or https one.</summary>
    public static string? Of(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address.AbsoluteUri
            : null;
}
