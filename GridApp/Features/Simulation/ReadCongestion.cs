using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Prices;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Network;
using GridApp.Features.Prices;

namespace GridApp.Features.Simulation;

/// <summary>Explains a node's congestion by the lines at their limits: minus shift factor times shadow price each.</summary>
public sealed class ReadCongestion(GridDatabase database, SimulatedGrid simulated, NodeCatalogue nodes, PriceMoments moments)
{
    private const string Interval = """
        select at, minutes, line_ids, flow_mw, binding::text,
               (select sum(f.curtailed_mw) from fuel_generation f where f.market = g.market and f.kind = g.kind and f.at = g.at)
          from grid_intervals g
         where market = $1 and kind = $2 and at <= $3 and at > $4 and at + make_interval(mins => minutes) > $3
         order by at desc limit 1
        """;

    private TransferFactorCache? factors;

    /// <summary>The story of the interval that covers a moment; null for a node of another market, and where nothing is kept.</summary>
    public async Task<CongestionStory?> RunAsync(int nodeId, string kind, DateTimeOffset at, Actor actor, CancellationToken cancellation)
    {
        var node = (await nodes.CurrentAsync(cancellation)).Find(nodeId);
        if (node is null || node.Market != SimulatedGrid.Market || simulated.Model is not { Failure: null, Value: var model })
            return null;
        var bus = model.Grid.Buses.Index().FirstOrDefault(one => one.Item.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == node.Code, (Index: -1, Item: null!)).Index;
        if (bus < 0)
            return null;

        DateTime start;
        int minutes;
        int[] lineIds;
        float[] flows;
        BindingLine[] binding;
        double? curtailed;
        await using (var batch = database.Read(actor).Add(Interval, SimulatedGrid.Market, kind, at.UtcDateTime, at.UtcDateTime.AddHours(-1)))
        {
            await using var reader = await batch.ReadAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
                return null;
            (start, minutes) = (reader.GetDateTime(0), reader.GetInt16(1));
            lineIds = reader.Value<int[]>(2);
            flows = Packed.Read(reader.Value<byte[]>(3));
            curtailed = reader.Number(5);
            binding = JsonSerializer.Deserialize<BindingLine[]>(reader.GetString(4), JsonSerializerOptions.Web) ?? [];
        }

        var grid = model.Grid;
        if (flows.Length < grid.Branches.Count)
            return null;
        // A branch that is out carries nothing; one in service never carries exactly nothing.
        factors ??= new TransferFactorCache(grid);
        var network = factors.Of(Enumerable.Range(0, grid.Branches.Count).Where(branch => flows[branch] == 0));
        var lines = binding.Select(line => (Line: line, Branch: Array.IndexOf(lineIds, line.LineId))).Where(one => one.Branch >= 0 && one.Branch < grid.Branches.Count).ToDictionary(one => one.Branch, one => one.Line);
        var parts = CongestionPart.At(bus, network, lines.Select(pair => new BindingBranch(pair.Key, pair.Value.FlowMw, pair.Value.ShadowPrice)));
        return new CongestionStory(
            new DateTimeOffset(start, TimeSpan.Zero), minutes, await CongestionAsync(nodeId, kind, start, actor, cancellation),
            [.. parts.Select(part => new CongestedLine(
                lines[part.Branch].LineId, lines[part.Branch].Code, grid.Buses[grid.Branches[part.Branch].FromBus].Name, grid.Buses[grid.Branches[part.Branch].ToBus].Name,
                part.FlowMw, lines[part.Branch].LimitMw, part.ShadowPrice, part.Factor, part.Contribution))], curtailed);
    }

    private async Task<double?> CongestionAsync(int nodeId, string kind, DateTime at, Actor actor, CancellationToken cancellation)
    {
        var market = Domain.Markets.MarketCatalogue.Find(SimulatedGrid.Market)!;
        var (snapshot, markets, _) = await moments.ValuesAsync(kind, new MomentQuestion([], at, [market], null, [PriceComponent.Congestion]), actor, cancellation);
        var place = snapshot.PlaceOf(nodeId);
        foreach (var values in markets)
        {
            if (Array.IndexOf(values.Places, place) is >= 0 and var i && !float.IsNaN(values.Values[i]))
                return values.Values[i];
        }
        return null;
    }
}
