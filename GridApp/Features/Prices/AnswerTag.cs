using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Prices;

/// <summary>Headers of an answer that can be asked for again: whoever has it already gets 304. Corrections come later than one thinks, so that nothing is kept unasked.</summary>
internal static class AnswerTag
{
    /// <summary>Changes with every build: other code may write other bytes of the same rows.</summary>
    private static readonly string Build = typeof(AnswerTag).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>A tag of what an answer is made of.</summary>
    public static EntityTagHeaderValue Of(string parts) => Of(SHA256.HashData(Encoding.UTF8.GetBytes(parts)));

    /// <summary>A tag of the answer itself.</summary>
    public static EntityTagHeaderValue Of(ReadOnlyMemory<byte> answer) => Of(SHA256.HashData(answer.Span));

    /// <summary>Sets the headers.</summary>
    /// <returns>Whether the caller has the answer; then 304 is set and nothing is left to write.</returns>
    public static bool Known(HttpContext context, EntityTagHeaderValue tag)
    {
        var response = context.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Accept;
        if (context.Request.Headers.IfNoneMatch.Count == 0
            || !context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*"))
        {
            return false;
        }
        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Writes a whole answer of known length.</summary>
    public static async Task WriteAsync(HttpContext context, string mediaType, PooledBuffer buffer)
    {
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = buffer.Length;
        await context.Response.BodyWriter.WriteAsync(buffer.Written, context.RequestAborted);
    }

    private static EntityTagHeaderValue Of(byte[] hash) => new($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}-{Build}\"", isWeak: true);
}
