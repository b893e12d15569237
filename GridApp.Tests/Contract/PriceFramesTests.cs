using System.Diagnostics;
using System.Net;
using System.Text.Json;
using GridApp.Domain.Prices;
using GridApp.Features.Prices;

namespace GridApp.Tests.Contract;

/// <summary>All nodes over a span.</summary>
public sealed class PriceFramesTests(PricesWorld world) : IClassFixture<PricesWorld>
{
    [Fact]
    public async Task ADay_IsSentAsItIsStored()
    {
        var nodes = await world.Cube.NodesAsync("CAISO", ("A", -120.5, 35.25), ("B", null, null), ("C", -121, 36));
        float[][] hours = [[1.25f, 2, float.NaN], [3, 3, 3], [0.001f, 1e6f, -7]];
        for (var hour = 0; hour < 3; hour++)
            await world.Cube.FrameAsync("CAISO", "DAM", $"2026-01-15T0{hour}:00Z", 60, nodes, hours[hour], bare: hour == 2);
        using var client = world.Analyst;
        const string Path = "/api/v1/prices/frames?kind=DAM&market=CAISO&start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z&format=packed";
        using var answer = await client.GetAsync(Path);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
        var read = new FramesReader(bytes);
        Assert.Equal(nodes, read.Ids);
        Assert.Equal(3, read.Frames);
        Assert.Equal(hours, Enumerable.Range(0, 3).Select(read.Values));
        Assert.Equal(PackedValues.Pack(hours[0]), read.Section(0));
        Assert.Equal(("2026-01-15T02:00:00Z", 60), (read.Frame(2).At, read.Frame(2).Minutes));
        Assert.Equal(("$/MWh", "CAISO"), (read.Header.GetProperty("unit").GetString(), read.Header.GetProperty("markets")[0].GetProperty("market").GetString()));

        // What covers the first instant is in it; who has the nodes need not get them again.
        var part = new FramesReader(await client.GetByteArrayAsync($"/api/v1/prices/frames?kind=DAM&market=CAISO&start=2026-01-15T01:59:59Z&end=2026-01-15T02:00:00Z&format=packed&nodesHash={read.Hash}"));
        Assert.Null(part.Ids);
        Assert.Equal([hours[1]], Enumerable.Range(0, part.Frames).Select(part.Values));

        using (var same = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } }))
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await world.Cube.RunAsync("update price_frames set minutes = 30 where market = 'CAISO' and at = '2026-01-15 01:00Z'");
        using (var changed = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } }))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        var json = await PlantsWorld.GetAsync(client, Path.Replace("packed", "json", StringComparison.Ordinal));
        Assert.Equal([nodes[0], nodes[1], nodes[2]], json.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetInt32()));
        Assert.Equal("""{"at":"2026-01-15T00:00:00Z","minutes":60,"market":0,"values":[1.25,2,null]}""", json.GetProperty("frames")[0].GetRawText());
        Assert.Equal("[0.001,1000000,-7]", json.GetProperty("frames")[2].GetProperty("values").GetRawText());

        await DecodesInTheBrowsersModuleAsync(bytes, nodes);
    }

    [Fact]
    public async Task ListsThatDiffer_AndSeveralOwners_ComeInOneOrder()
    {
        var pjm = await world.Cube.NodesAsync("PJM", ("A", -75, 40), ("B", -76, 40), ("C", -77, 40), ("D", -78, 40));
        var spp = await world.Cube.NodesAsync("SPP", ("S", -97, 36));
        await world.Cube.FrameAsync("PJM", "RTM", "2026-01-16T00:00Z", 5, pjm[..3], [1, 2, 3]);
        await world.Cube.FrameAsync("PJM", "RTM", "2026-01-16T00:05Z", 5, pjm[..3], [1.5f, 2.5f, 3.5f]);
        await world.Cube.FrameAsync("PJM", "RTM", "2026-01-16T00:10Z", 5, [pjm[3], pjm[0]], [4.25f, 1.75f]);
        await world.Cube.FrameAsync("PJM", "RTM", "2026-01-16T00:15Z", 5, [pjm[3], pjm[1]], [1 / 3f, 2]);
        await world.Cube.FrameAsync("PJM", "RTM", "2026-01-16T00:20Z", 5, pjm[..3], [1, float.NaN, 3]);
        await world.Cube.FrameAsync("PJM", "RTM", "2026-01-16T00:20Z", 5, pjm, [99, 2, 99, 4], organization: world.First);
        await world.Cube.FrameAsync("SPP", "RTM", "2026-01-16T00:10Z", 5, spp, [8]);
        using var client = world.Other;
        const string Span = "kind=RTM&start=2026-01-16T00:00:00Z&end=2026-01-16T01:00:00Z";
        var read = new FramesReader(await client.GetByteArrayAsync($"/api/v1/prices/frames?{Span}&format=packed"));
        Assert.Equal([.. pjm, .. spp], read.Ids!);
        Assert.Equal([0, 4], read.Header.GetProperty("markets").EnumerateArray().Select(market => market.GetProperty("firstNode").GetInt32()));
        Assert.Equal(
            [
                [1, 2, 3, float.NaN], [1.5f, 2.5f, 3.5f, float.NaN], [1.75f, float.NaN, float.NaN, 4.25f], [8f],
                [float.NaN, 2, float.NaN, 1 / 3f], [1, 2, 3, 4],
            ],
            Enumerable.Range(0, read.Frames).Select(read.Values));

        // Two bytes a value stay two bytes.
        Assert.Equal(8 + (2 * 4), read.Section(2).Length);
        var only = await PlantsWorld.GetAsync(client, $"/api/v1/prices/frames?{Span}&market=SPP");
        Assert.Equal("[8]", Assert.Single(only.GetProperty("frames").EnumerateArray()).GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task WhereNothingIs_ThereAreNoFrames_AndAComponentNobodyHasIsNothing()
    {
        var nodes = await world.Cube.NodesAsync("MISO", ("A", -90, 40));
        await world.Cube.FrameAsync("MISO", "DAM", "2026-01-17T00:00Z", 60, nodes, [1], knownFrom: "2026-01-16T12:00Z", knownTo: "2026-01-18T00:00Z");
        await world.Cube.FrameAsync("MISO", "DAM", "2026-01-17T00:00Z", 60, nodes, [2], congestion: [0.5f], knownFrom: "2026-01-18T00:00Z");
        using var client = world.Analyst;
        const string Day = "/api/v1/prices/frames?market=MISO&start=2026-01-17T00:00:00Z&end=2026-01-18T00:00:00Z";
        foreach (var (query, values) in new[]
        {
            (Day, "[2]"), (Day + "&component=congestion", "[0.5]"), (Day + "&component=ghg", null), (Day + "&kind=RTM", null), (Day + "&simulated=true", null),
            (Day + "&knownAt=2026-01-17T23:00:00Z", "[1]"), (Day + "&knownAt=2026-01-18T00:00:00Z", "[2]"), (Day + "&knownAt=2026-01-16T00:00:00Z", null),
        })
        {
            var answer = await PlantsWorld.GetAsync(client, query);
            Assert.Equal(values is null ? [] : [values], answer.GetProperty("frames").EnumerateArray().Select(frame => frame.GetProperty("values").GetRawText()));
            Assert.False(answer.GetProperty("truncated").GetBoolean());
            Assert.Equal(values is null ? 0 : 1, new FramesReader(await client.GetByteArrayAsync(query + "&format=packed")).Frames);
        }
    }

    [Fact]
    public void AnAnswerThatWouldBeTooLong_EndsAtAWholeMoment_AndSaysWhereToGoOn()
    {
        var list = new NodeList(1, [1, 2]);
        var rows = Enumerable.Range(0, 6)
            .Select(i => (new FrameHead(i % 2 == 0 ? "CAISO" : "PJM", PriceCube.Utc($"2026-01-15T0{i / 2}:00Z"), 60, 1, 1, null, default, 0), new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 }, 8L)).ToList();
        var lists = new Dictionary<int, NodeList> { [1] = list };
        var plan = FramesPlan.Of(NodeSnapshot.Empty, rows, lists, 30);
        Assert.Equal((2, PriceCube.Utc("2026-01-15T01:00Z")), (plan.Frames.Count, plan.Next));
        Assert.Equal((2, PriceCube.Utc("2026-01-15T01:00Z")), Kept(1));
        Assert.Equal((4, PriceCube.Utc("2026-01-15T02:00Z")), Kept(47));
        Assert.Equal((6, null), Kept(48));

        (int, DateTime?) Kept(long most) => (FramesPlan.Of(NodeSnapshot.Empty, rows, lists, most) is var kept ? kept.Frames.Count : 0, FramesPlan.Of(NodeSnapshot.Empty, rows, lists, most).Next);
    }

    /// <summary>The module that the map and the replay read with understands what the server wrote.</summary>
    private static async Task DecodesInTheBrowsersModuleAsync(byte[] bytes, int[] nodes)
    {
        var module = SourceTree.Path("GridApp/Features/Prices/price-frames.js");
        var script = $$"""
            import { decodeFrames, valuesAt } from {{JsonSerializer.Serialize(new Uri(module).AbsoluteUri)}};
            const chunks = [];
            for await (const chunk of process.stdin) chunks.push(chunk);
            const answer = decodeFrames(new Uint8Array(Buffer.concat(chunks)).buffer);
            console.log(JSON.stringify([[...answer.nodes.ids], ...[0, 1, 2].map((hour) => [...valuesAt(answer, Date.UTC(2026, 0, 15, hour, 30))])]));
            """;
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "--eval", script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await node.StandardInput.BaseStream.WriteAsync(bytes);
        node.StandardInput.Close();
        var said = JsonDocument.Parse(await node.StandardOutput.ReadToEndAsync()).RootElement;
        await node.WaitForExitAsync();
        Assert.Equal(nodes, said[0].EnumerateArray().Select(id => id.GetInt32()));
        Assert.Equal("[1.25,2,null]", said[1].GetRawText());
        Assert.Equal("[3,3,3]", said[2].GetRawText());
        Assert.Equal(["0.001", "1000000", "-7"], said[3].EnumerateArray().Select(value => ((float)value.GetDouble()).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
