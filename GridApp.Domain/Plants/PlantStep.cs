using GridApp.Domain.Incidents;

namespace GridApp.Domain.Plants;

/// <summary>What of a plant can be used from an instant on.</summary>
/// <param name="At">The instant.</param>
/// <param name="Availability">Until the next step.</param>
public readonly record struct PlantStep(DateTimeOffset At, Availability Availability)
{
    /// <summary>
    /// How the availability of a plant changes over a span: a step for each instant at which it does. Before the first step all of it is available, and a
    /// span that begins with something out begins with a step.
    /// </summary>
    /// <param name="capacityMw">Nominal capacity, MW.</param>
    /// <param name="stretches">What is out, in any order.</param>
    /// <param name="start">The first instant of the span.</param>
    /// <param name="end">The first instant after it.</param>
    public static IReadOnlyList<PlantStep> Over(double capacityMw, IReadOnlyList<(IncidentType Type, Occupation Occupation)> stretches, DateTimeOffset start, DateTimeOffset end)
    {
        var instants = new SortedSet<DateTimeOffset> { start };
        foreach (var (_, occupation) in stretches)
        {
            if (occupation.Start > start && occupation.Start < end)
                instants.Add(occupation.Start);
            if (occupation.End > start && occupation.End < end)
                instants.Add(occupation.End.Value);
        }

        var waiting = new Queue<(IncidentType Type, Occupation Occupation)>(stretches.OrderBy(stretch => stretch.Occupation.Start));
        var lasting = new List<(IncidentType Type, Occupation Occupation)>();
        var steps = new List<PlantStep>();
        var before = Availability.Of(capacityMw);
        foreach (var at in instants)
        {
            while (waiting.TryPeek(out var next) && next.Occupation.Start <= at)
                lasting.Add(waiting.Dequeue());
            lasting.RemoveAll(stretch => stretch.Occupation.End <= at);
            var now = Availability.Of(capacityMw, [.. lasting.Select(stretch => new Reduction(stretch.Type, stretch.Occupation.Mw))]);
            if (now != before)
                steps.Add(new PlantStep(at, now));
            before = now;
        }

        return steps;
    }
}
