using System.Globalization;
using System.Text.Json;
using GridApp.Data;

namespace GridApp.Features.Prices;

/// <summary>Frames over a span: packed and streamed from the database as they are stored, or as JSON.</summary>
internal sealed class FramesResult(ReadFrames frames, FramesQuestion question, bool packed, Actor actor) : IResult
{
    /// <summary>Bytes of packed values that one JSON answer holds: one or two million numbers.</summary>
    private const long MostJsonBytes = 4_000_000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellation = httpContext.RequestAborted;
        await using var open = await frames.OpenAsync(question, packed ? ReadFrames.MostBytes : MostJsonBytes, actor, cancellation);
        var plan = open.Plan;
        var tag = AnswerTag.Of(string.Create(
            CultureInfo.InvariantCulture,
            $"{packed} {question.Kind} {question.Component} {question.Start.Ticks} {question.End.Ticks} {question.KnownAt?.Ticks} {question.KnownNodes} {plan.Next?.Ticks} {plan.Nodes.Version} {plan.Version}"));
        if (AnswerTag.Known(httpContext, tag))
            return;
        var head = new PackedHead(
            question.Kind, question.Component, FramesHead.UnitOf(plan.Markets.Select(market => market.Market)), question.Start, question.End, question.KnownAt, plan.Next);
        var response = httpContext.Response;
        if (!packed)
        {
            response.ContentType = "application/json; charset=utf-8";
            await WriteJsonAsync(open, head, response, cancellation);
            return;
        }

        using var begin = new PooledBuffer(8192);
        var values = PackedFrames.Begin(begin, head, plan.Nodes, plan.Markets, [.. plan.Frames.Select(planned => planned.Frame)], question.KnownNodes);
        response.ContentType = PackedFrames.MediaType;
        response.ContentLength = begin.Length + values;
        await response.BodyWriter.WriteAsync(begin.Written, cancellation);
        await open.CopyAsync(response.BodyWriter, cancellation);
        await response.BodyWriter.FlushAsync(cancellation);
    }

    private static async Task WriteJsonAsync(OpenFrames open, PackedHead head, HttpResponse response, CancellationToken cancellation)
    {
        using var buffer = new PooledBuffer(256 * 1024);
        WriteJsonHead(buffer, open.Plan, head);
        var isFirst = true;
        await foreach (var (frame, values) in open.NumbersAsync(cancellation))
        {
            buffer.WriteAscii(isFirst ? "{\"at\":\"" : ",{\"at\":\"");
            isFirst = false;
            buffer.WriteMoment(frame.At);
            buffer.WriteAscii("\",\"minutes\":");
            buffer.WriteWhole(frame.Minutes);
            buffer.WriteAscii(",\"market\":");
            buffer.WriteWhole(frame.Market);
            buffer.WriteAscii(",\"values\":[");
            for (var i = 0; i < values.Length; i++)
            {
                if (i > 0)
                    buffer.Write(","u8);
                buffer.WriteNumber(values[i]);
            }
            buffer.WriteAscii("]}");
            if (buffer.Length > 128 * 1024)
            {
                await response.BodyWriter.WriteAsync(buffer.Written, cancellation);
                buffer.Clear();
            }
        }
        buffer.WriteAscii("]}");
        await response.BodyWriter.WriteAsync(buffer.Written, cancellation);
    }

    private static void WriteJsonHead(PooledBuffer buffer, FramesPlan plan, PackedHead head)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("kind"u8, head.Kind);
        json.WriteString("component"u8, Domain.Prices.PriceComponents.Code(head.Component));
        json.WriteString("unit"u8, head.Unit);
        json.WriteString("start"u8, MomentBytes.Text(head.Start));
        json.WriteString("end"u8, MomentBytes.Text(head.End));
        json.WriteString("knownAt"u8, head.KnownAt is { } known ? MomentBytes.Text(known) : null);
        json.WriteString("next"u8, head.Next is { } next ? MomentBytes.Text(next) : null);
        json.WriteBoolean("truncated"u8, head.Next is not null);
        FramesHead.WriteMarkets(json, plan.Markets);
        json.WriteStartArray("nodes"u8);
        foreach (var market in plan.Markets)
        {
            for (var i = 0; i < market.Ids.Length; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("id"u8, market.Ids[i]);
                var place = market.Places[i];
                if (place >= 0 && !double.IsNaN(plan.Nodes.Longitude[place]))
                {
                    json.WriteNumber("lon"u8, Math.Round(plan.Nodes.Longitude[place], 7));
                    json.WriteNumber("lat"u8, Math.Round(plan.Nodes.Latitude[place], 7));
                }
                else
                {
                    json.WriteNull("lon"u8);
                    json.WriteNull("lat"u8);
                }
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
        json.WritePropertyName("frames"u8);
        json.Flush();
        buffer.WriteAscii("[");
    }
}
