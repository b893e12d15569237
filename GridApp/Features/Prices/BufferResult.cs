namespace GridApp.Features.Prices;

/// <summary>An answer that stands in a buffer; 304 when the caller has these very bytes.</summary>
internal sealed class BufferResult(string mediaType, PooledBuffer buffer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (buffer)
        {
            if (!AnswerTag.Known(httpContext, AnswerTag.Of(buffer.Written)))
                await AnswerTag.WriteAsync(httpContext, mediaType, buffer);
        }
    }
}

/// <summary>An answer that stands in a buffer and whose tag has been given already.</summary>
internal sealed class TaggedResult(string mediaType, PooledBuffer buffer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (buffer)
            await AnswerTag.WriteAsync(httpContext, mediaType, buffer);
    }
}
