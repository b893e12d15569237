namespace GridApp.Components;

/// <summary>Why a number or a place is not to be taken at face value.</summary>
public enum TagKind
{
    /// <summary>Made by the simulation, not observed.</summary>
    Simulated,

    /// <summary>Concluded from something coarser, such as a market from a country.</summary>
    Approximate,

    /// <summary>Computed by a model or from a typical value.</summary>
    Estimated,

    /// <summary>Older than it should be.</summary>
    Stale,
}
