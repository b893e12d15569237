using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation.Outages;

/// <summary>
/// The forced outages of a seed. Every unit and branch runs through its own alternating renewal process (exponential times to failure and to repair) from
/// <see cref="Epoch"/> on, so any day can be asked for on its own and always has the same outages.
/// </summary>
public sealed class OutageSchedule
{
    private const double HoursPerYear = 8766;

    /// <summary>Before it nothing fails.</summary>
    public static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IReadOnlyList<Process> processes;
    private readonly ulong seed;
    private readonly Lock gate = new();
    private Incident[] drawn = [];
    private DateTimeOffset drawnUntil = Epoch;

    public OutageSchedule(GridData grid, ulong seed)
    {
        this.seed = seed;
        processes =
        [
            .. grid.Units.Where(unit => unit.MaxMw > 0).Select(unit => new Process(OutageSubject.Unit, unit.Uid, unit.Failure.MeanHoursToFailure, unit.Failure.MeanHoursToRepair)),
            .. grid.Branches.Select(branch => OfRate(OutageSubject.Branch, branch.Uid, branch.OutagesPerYear, branch.RepairHours)),
            .. grid.DcLines.Select(line => OfRate(OutageSubject.DcLine, line.Uid, line.OutagesPerYear, line.RepairHours)),
        ];
    }

    /// <summary>The outages that touch [from, until), by start, then by name. Ends are always known: repair crews are punctual here.</summary>
    public IReadOnlyList<Incident> Between(DateTimeOffset from, DateTimeOffset until) => [.. DrawnUntil(until).Where(outage => outage.Touches(from, until))];

    /// <summary>The outages that have begun by an instant and last beyond it: what a market that closes then can know of.</summary>
    public IReadOnlyList<Incident> KnownAt(DateTimeOffset instant) => Between(instant, instant.AddTicks(1));

    private static Process OfRate(OutageSubject subject, string uid, double perYear, double repairHours) =>
        new(subject, uid, perYear > 0 ? HoursPerYear / perYear : 0, repairHours);

    private Incident[] DrawnUntil(DateTimeOffset until)
    {
        lock (gate)
        {
            if (until > drawnUntil)
            {
                var horizon = new DateTimeOffset(until.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
                drawn = [.. processes.SelectMany(process => Draw(process, horizon)).OrderBy(outage => outage.Start).ThenBy(outage => outage.Uid, StringComparer.Ordinal)];
                drawnUntil = horizon;
            }
            return drawn;
        }
    }

    private IEnumerable<Incident> Draw(Process process, DateTimeOffset horizon)
    {
        if (process.HoursToFailure <= 0 || process.HoursToRepair <= 0)
        {
            yield break;
        }
        var stream = SeededNoise.Stream("outage", process.Uid);
        var at = Epoch;
        for (long turn = 0; ; turn += 2)
        {
            var start = at + Wait(process.HoursToFailure, stream, turn);
            if (start >= horizon)
            {
                yield break;
            }
            at = start + Wait(process.HoursToRepair, stream, turn + 1);
            yield return new Incident(process.Subject, process.Uid, start, at);
        }
    }

    /// <summary>An exponential time, in whole seconds and never none.</summary>
    private TimeSpan Wait(double meanHours, ulong stream, long turn) =>
        TimeSpan.FromSeconds(Math.Max(1, Math.Round(-meanHours * 3600 * Math.Log(SeededNoise.Uniform(seed, stream, turn)))));

    private sealed record Process(OutageSubject Subject, string Uid, double HoursToFailure, double HoursToRepair);
}
