namespace GridApp.Domain.Incidents;

/// <summary>MW that a source says are out over one stretch of an outage.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive, after the start.</param>
/// <param name="Mw">MW, positive.</param>
/// <param name="KnownFrom">When the source had published it.</param>
public readonly record struct PublishedStretch(DateTimeOffset Start, DateTimeOffset End, double Mw, DateTimeOffset KnownFrom);

/// <summary>MW out over one stretch, and over which time that was the latest word.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Mw">MW, positive.</param>
/// <param name="KnownFrom">Inclusive.</param>
/// <param name="KnownTo">Exclusive; null for what is known now.</param>
public readonly record struct KnownStretch(DateTimeOffset Start, DateTimeOffset End, double Mw, DateTimeOffset KnownFrom, DateTimeOffset? KnownTo);
