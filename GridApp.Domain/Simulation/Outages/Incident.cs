namespace GridApp.Domain.Simulation.Outages;

/// <summary>What a forced outage or an incident is about.</summary>
public enum OutageSubject
{
    Unit,
    Branch,
    DcLine,
}

/// <summary>Something of the grid that cannot do all it could, from <paramref name="Start"/> until just before <paramref name="End"/>.</summary>
/// <param name="Uid">The source's name of the unit, branch or line; one that the grid does not have changes nothing.</param>
/// <param name="End">Null while it is not known.</param>
/// <param name="AvailableMw">What a unit can still give; a branch or line is out whatever it says.</param>
public sealed record Incident(OutageSubject Subject, string Uid, DateTimeOffset Start, DateTimeOffset? End, double AvailableMw = 0)
{
    /// <summary>Whether it holds at any moment of [from, until).</summary>
    public bool Touches(DateTimeOffset from, DateTimeOffset until) => Start < until && (End is not { } end || (from < end && Start < end));
}
