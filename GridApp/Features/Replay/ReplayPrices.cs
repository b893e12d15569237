using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using GridApp.Features.Prices;

namespace GridApp.Features.Replay;

/// <summary>
/// Nodal prices of a span for a replay: what they are together, interval by interval (from which the colours' scale and the curve follow), and the means of hours where the span is long.
/// Both are made of all values once, and kept until a frame changes.
/// </summary>
public sealed class ReplayPrices(ReadFrames frames, KeptAnswers kept)
{
    private const long AnyLength = long.MaxValue;

    /// <summary>What the nodes' prices are together, as JSON.</summary>
    internal async Task<byte[]> SummaryAsync(ReplayQuestion question, string kind, PriceComponent component, Actor actor, CancellationToken ct)
    {
        // Who waits must not end what others wait for, so the reading is everybody's.
        var open = await frames.OpenAsync(Frames(question, kind, component), AnyLength, actor, ct);
        return await OnceAsync(open, $"summary {kind} {component} {question.Text}", () => SummarizeAsync(question, component, open), ct);
    }

    /// <summary>The means of the hours that begin in the span, packed as frames.</summary>
    internal async Task<byte[]> HoursAsync(ReplayQuestion question, string kind, PriceComponent component, string? knownNodes, Actor actor, CancellationToken ct)
    {
        var open = await frames.OpenAsync(Frames(question, kind, component), AnyLength, actor, ct);
        return await OnceAsync(open, $"hours {kind} {component} {knownNodes} {question.Text}", () => PackHoursAsync(question, kind, component, knownNodes, open), ct);
    }

    private async Task<byte[]> OnceAsync(OpenFrames open, string question, Func<Task<byte[]>> make, CancellationToken ct)
    {
        var used = false;
        try
        {
            return await kept.GetAsync(question, FormattableString.Invariant($"{open.Plan.Nodes.Version} {open.Plan.Version}"), async () =>
            {
                await using (open)
                    return await make();
            }, () => used = true, ct);
        }
        finally
        {
            if (!used)
                await open.DisposeAsync();
        }
    }

    private static FramesQuestion Frames(ReplayQuestion question, string kind, PriceComponent component) =>
        new(kind, component, [question.Market], null, question.Start.UtcDateTime, question.End.UtcDateTime, null, null);

    private static async Task<byte[]> SummarizeAsync(ReplayQuestion question, PriceComponent component, OpenFrames open)
    {
        var (times, minutes) = (new List<DateTime>(), new List<int>());
        double[] Row(PriceStatistics? all) => all is { } some ? [some.Mean, some.Min, some.P05, some.Median, some.P95, some.Max] : [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];
        var rows = new List<double[]>();
        await foreach (var (frame, values) in open.NumbersAsync(CancellationToken.None))
        {
            // What began before the span holds its first moment; where lengths differ, the shorter of two that begin together is the finer.
            if (times.Count > 0 && times[^1] == frame.At)
                continue;
            times.Add(frame.At);
            minutes.Add(frame.Minutes);
            rows.Add(Row(PriceStatistics.Of(values)));
        }

        var lengths = minutes.ToArray();
        if (question.IsCoarse)
        {
            var hours = HourlyMean.Group(times);
            rows = [.. hours.Select(hour => Enumerable.Range(0, 6).Select(column =>
                HourlyMean.Of([.. rows.Skip(hour.First).Take(hour.Count).Select(row => row[column])], lengths.AsSpan(hour.First, hour.Count))).ToArray())];
            (times, lengths) = ([.. hours.Select(hour => hour.Hour)], [.. hours.Select(_ => 60)]);
        }

        double?[] Column(int column) => [.. rows.Select(row => double.IsNaN(row[column]) ? (double?)null : Math.Round(row[column], 4))];
        return JsonSerializer.SerializeToUtf8Bytes(
            new ReplayPricesAnswer(
                question.Market.Code, question.Start, question.End, component.Code(), PriceUnit.Of(question.Market.Currency), question.IsCoarse, open.Plan.Markets.Sum(market => market.Ids.Length),
                [.. times.Select(at => (long)(at - question.Start.UtcDateTime).TotalMilliseconds)], lengths, Column(0), Column(1), Column(2), Column(3), Column(4), Column(5)),
            JsonSerializerOptions.Web);
    }

    private static async Task<byte[]> PackHoursAsync(ReplayQuestion question, string kind, PriceComponent component, string? knownNodes, OpenFrames open)
    {
        var packed = new List<(PackedFrame Frame, byte[] Bytes)>();
        DateTime? hour = null;
        double[] sums = [], weights = [];
        await foreach (var (frame, values) in open.NumbersAsync(CancellationToken.None))
        {
            if (frame.At < question.Start.UtcDateTime)
                continue;
            if (HourlyMean.HourOf(frame.At) != hour)
            {
                Close();
                (hour, sums, weights) = (HourlyMean.HourOf(frame.At), new double[values.Length], new double[values.Length]);
            }

            for (var i = 0; i < values.Length; i++)
            {
                if (float.IsNaN(values[i]))
                    continue;
                sums[i] += (double)values[i] * frame.Minutes;
                weights[i] += frame.Minutes;
            }
        }

        Close();
        var head = new PackedHead(
            kind, component, PriceUnit.Of(question.Market.Currency), question.Start.UtcDateTime, question.End.UtcDateTime, null, null);
        using var buffer = new PooledBuffer(8192);
        PackedFrames.Begin(buffer, head, open.Plan.Nodes, open.Plan.Markets, [.. packed.Select(one => one.Frame)], knownNodes);
        foreach (var (frame, bytes) in packed)
        {
            buffer.Write(bytes);
            buffer.Write(new byte[PackedFrames.Padded(frame.Length) - frame.Length]);
        }

        return buffer.Written.ToArray();

        void Close()
        {
            if (hour is not { } at)
                return;
            // Cents, as markets publish: a mean of twelve has more digits than anybody can see, and takes twice the bytes.
            var bytes = PackedValues.Pack([.. sums.Select((sum, i) => weights[i] > 0 ? (float)Math.Round(sum / weights[i], 2) : float.NaN)]);
            packed.Add((new PackedFrame(at, 60, 0, bytes.Length), bytes));
        }
    }
}

/// <summary>What the nodes' prices of a market are together, interval by interval. <c>at</c> are milliseconds from <c>start</c>.</summary>
/// <param name="Market">Market code.</param>
/// <param name="Start">First instant.</param>
/// <param name="End">First instant after.</param>
/// <param name="Component"><c>total energy congestion loss ghg</c>.</param>
/// <param name="Unit">Of the prices.</param>
/// <param name="Aggregated">Intervals are gathered into hours: means by minutes.</param>
/// <param name="Nodes">How many there are.</param>
/// <param name="At">Starts of the intervals; the first may have begun before the span.</param>
/// <param name="Minutes">Their lengths.</param>
/// <param name="Mean">Of the nodes that have a price; null where none has, as in the others.</param>
/// <param name="Least">The least.</param>
/// <param name="P05">The 5th percentile.</param>
/// <param name="Median">The middle.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="Most">The most.</param>
public sealed record ReplayPricesAnswer(
    string Market, DateTimeOffset Start, DateTimeOffset End, string Component, string Unit, bool Aggregated, int Nodes, IReadOnlyList<long> At, IReadOnlyList<int> Minutes, IReadOnlyList<double?> Mean,
    IReadOnlyList<double?> Least, IReadOnlyList<double?> P05, IReadOnlyList<double?> Median, IReadOnlyList<double?> P95, IReadOnlyList<double?> Most);
