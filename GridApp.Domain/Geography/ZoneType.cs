namespace GridApp.Domain.Geography;

/// <summary>What a zone is for.</summary>
public enum ZoneType
{
    /// <summary>Where a market or system operator works.</summary>
    IsoBoundary,

    /// <summary>Where load is settled at one price.</summary>
    LoadZone,

    /// <summary>An area of the transmission system, such as an owner's or a planner's.</summary>
    TransmissionZone,

    /// <summary>An area that is settled together.</summary>
    SettlementZone,

    /// <summary>An area of one price that is neither a load nor a bidding zone.</summary>
    PricingZone,

    /// <summary>Where reserves are held for.</summary>
    ReserveZone,

    /// <summary>Where one operator keeps supply and demand in balance.</summary>
    BalancingAuthority,

    /// <summary>A European bidding zone: one day-ahead price.</summary>
    BiddingZone,

    /// <summary>A point of trade; it has no extent.</summary>
    Hub,
}
