using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Geography;

/// <summary>The ETag of an answer, and 304 for who has it.</summary>
internal static class GeographyTag
{
    /// <summary>Changes with every build: other code may write other bytes for the same version.</summary>
    private static readonly string Build = typeof(GeographyTag).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>Sets the headers; true when the client has the answer, which then is 304.</summary>
    /// <param name="state">What the data is at.</param>
    /// <param name="question">What was asked.</param>
    public static bool IsKnown(HttpContext context, string state, string question)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(question));
        var tag = new EntityTagHeaderValue($"\"{state}-{Build}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}\"", isWeak: true);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = HeaderNames.Accept;
        if (context.Request.Headers.IfNoneMatch.Count == 0
            || !context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*"))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
