using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;

namespace GridApp.Tests.Domain.Plants;

/// <summary>The steps of a span say at each instant what the rule says.</summary>
public sealed class PlantStepTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 19, 8, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset End = Start.AddDays(1);

    [Fact]
    public void Over_NothingOut_HasNoStep() => Assert.Empty(PlantStep.Over(100, [], Start, End));

    [Fact]
    public void Over_AnOutageThatTheSpanCuts_BeginsWithTheSpan_AndHasNoEnd()
    {
        var step = Assert.Single(PlantStep.Over(100, [(IncidentType.Planned, new Occupation(Start.AddDays(-3), null, 100))], Start, End));
        Assert.Equal(new PlantStep(Start, new Availability(PlantStatus.PlannedMaintenance, 0)), step);
    }

    [Fact]
    public void Over_WhatEndsAsAnotherBegins_IsNoGap()
    {
        var steps = PlantStep.Over(
            100, [(IncidentType.Derate, new Occupation(Start.AddHours(1), Start.AddHours(2), 40)), (IncidentType.Derate, new Occupation(Start.AddHours(2), Start.AddHours(3), 40))], Start, End);
        Assert.Equal([(1.0, 60.0), (3.0, 100.0)], steps.Select(step => ((step.At - Start).TotalHours, step.Availability.AvailableMw)));
    }

    [Fact]
    public void Over_RandomStretches_SaysAtEachInstantWhatTheRuleSays()
    {
#pragma warning disable CA5394 // Made-up outages, the same at every run.
        var random = new Random(15);
        for (var round = 0; round < 50; round++)
        {
            var stretches = Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
            {
                var start = Start.AddMinutes(30 * random.Next(-10, 50));
                return ((IncidentType)random.Next(4), new Occupation(start, random.Next(4) == 0 ? null : start.AddMinutes(30 * random.Next(1, 20)), random.Next(0, 60)));
            }).ToList();
            var steps = PlantStep.Over(100, stretches, Start, End);
            for (var at = Start; at < End; at = at.AddMinutes(15))
            {
                var rule = Availability.Of(100, [.. stretches.Where(one => one.Item2.Covers(at)).Select(one => new Reduction(one.Item1, one.Item2.Mw))]);
                var told = steps.LastOrDefault(step => step.At <= at, new PlantStep(Start, Availability.Of(100))).Availability;
                Assert.Equal(rule, told);
            }
        }
#pragma warning restore CA5394
    }
}
