using GridApp.Components;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>MW out over time, from the stretches of an incident.</summary>
public static class IncidentSteps
{
    /// <summary>Past what is known of an incident that lasts, the drawing goes on by this share of its length.</summary>
    private const double Outlook = 0.15;

    /// <summary>The steps, 0 MW between two stretches, and where the drawing ends. Nothing for no stretch.</summary>
    /// <param name="segments">What is known now.</param>
    /// <param name="now">An expected end counts when it is still to come.</param>
    public static (IReadOnlyList<MwStep> Steps, DateTimeOffset Until) Of(IReadOnlyCollection<IncidentSegmentItem> segments, DateTimeOffset now)
    {
        if (segments.Count == 0)
            return ([], now);
        Occupation[] stretches = [.. segments.Select(segment => Occupation.Of(segment.Start, segment.End, segment.ExpectedEnd, segment.AffectedMw, now))];
        DateTimeOffset first = stretches.Min(stretch => stretch.Start);
        DateTimeOffset known = stretches.Max(stretch => stretch.End ?? (stretch.Start > now ? stretch.Start : now));
        bool lasts = stretches.Any(stretch => stretch.End is null);
        DateTimeOffset until = known + (lasts || known > now ? Longer((known - first) * Outlook) : TimeSpan.Zero);

        var steps = new List<MwStep>();
        foreach (DateTimeOffset at in stretches.SelectMany(stretch => new[] { stretch.Start, stretch.End ?? until }).Where(at => at < until).Distinct().Order())
        {
            double mw = stretches.Where(stretch => stretch.Covers(at)).Sum(stretch => stretch.Mw);
            if (steps.Count == 0 || Math.Abs(steps[^1].Mw - mw) > CapacityLeft.Dust)
                steps.Add(new MwStep(at, mw));
        }

        return (steps, until);
    }

    /// <summary>An incident of a minute is drawn, too.</summary>
    private static TimeSpan Longer(TimeSpan length) => length > TimeSpan.FromMinutes(30) ? length : TimeSpan.FromMinutes(30);
}
