using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Features.Simulation;

/// <summary>What it would do if a plant of the simulated grid failed now. It computes, and writes nothing.</summary>
public sealed class WhatIf(GridDatabase database, SimulationSetup setup, TimeProvider time)
{
    /// <summary>MW of a plant that can be asked about; null for any other.</summary>
    public double? CapacityOf(int plantId) => setup.Catalogue is { } catalogue && catalogue.UnitOf(plantId) is >= 0 and var g ? catalogue.Grid.Units[g].MaxMw : null;

    /// <summary>The effect on the interval that lasts. <see cref="NotFound"/> for a plant that is not simulated, <see cref="Conflict"/> before the market has run today.</summary>
    /// <param name="availableMw">What the plant can still give.</param>
    /// <param name="actor">What the units of others give stays theirs: only the own plants' changes are told.</param>
    public async Task<Outcome<EffectSummary>> RunAsync(int plantId, double availableMw, Actor actor, CancellationToken ct)
    {
        var found = await setup.FindAsync(ct);
        if (found.Failure is { } failure)
        {
            return failure;
        }
        var (model, catalogue) = found.Value;
        if (catalogue.UnitOf(plantId) is not (>= 0 and var g))
        {
            return new NotFound("This plant is not of the simulated grid.");
        }
        var now = time.GetUtcNow();
        var at = MarketDay.StepStart(now);
        await using var session = await database.OpenAsync(Actor.System, ct);
        var kept = new KeptDay(session);
        if (await kept.PlanAsync(MarketDay.Of(at), ct) is not { } plan)
        {
            return new Conflict("The simulated market has not run yet today.");
        }
        var state = await kept.RealTimeAsync(at, ct) ?? await kept.RealTimeAsync(at - MarketDay.Step, ct) ?? model.RealTime.Open(plan, at);
        var others = (await OutageRecords.ReadAsync(session, catalogue, at, at + MarketDay.Step, null, ct)).At(now, at);
        var effect = model.RealTime.Compare(plan, state, at, others, [new Incident(OutageSubject.Unit, catalogue.Grid.Units[g].Uid, at, null, availableMw)]);
        if (effect.Failure is { } refused)
        {
            return refused;
        }
        return EffectSummary.Of(catalogue, effect.Value) with { Plants = await PlantsAsync(catalogue, effect.Value, actor, ct) };
    }

    private async Task<IReadOnlyList<PlantChange>> PlantsAsync(GridCatalogue catalogue, Domain.Simulation.RealTime.IncidentEffect effect, Actor actor, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command("select id, name, fuel from plants where id = any($1) and ($2 or organization_id = grid_organization())");
        command.Parameters.Add(new() { Value = effect.Replaced.Select(change => catalogue.Plants[change.Unit]).OfType<int>().ToArray() });
        command.Parameters.Add(new() { Value = actor.SeesAll });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var changes = new List<PlantChange>();
        while (await reader.ReadAsync(ct))
        {
            var unit = catalogue.UnitOf(reader.GetInt32(0));
            changes.Add(new PlantChange(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), effect.Without.UnitMw[unit], effect.With.UnitMw[unit]));
        }
        return [.. changes.OrderByDescending(change => Math.Abs(change.WithMw - change.WithoutMw))];
    }
}
