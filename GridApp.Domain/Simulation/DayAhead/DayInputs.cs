using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Network;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>What the commitment of a day has to go by; the outer index is the hour.</summary>
/// <param name="Forecast">Load by bus and given energy by unit.</param>
/// <param name="AvailableMw">By unit: its maximum less the incidents that touch the hour.</param>
/// <param name="Networks">The topology.</param>
/// <param name="DcRatingMw">By direct-current line.</param>
internal sealed record DayInputs(GridData Grid, Opening Opening, Conditions[] Forecast, double[][] AvailableMw, TransferFactors[] Networks, double[][] DcRatingMw)
{
    /// <summary>Losses are not in the commitment problem; this part of the load stands for them.</summary>
    public const double LossShare = 0.03;

    /// <summary>Spinning reserve the commitment keeps: this part of the load (the source's Spin_Up products) ...</summary>
    public const double ReserveShare = 0.03;

    /// <summary>... and this much in MW (the source's Reg_Up).</summary>
    public const double ReserveMw = 72;

    public double Load(int hour) => Forecast[hour].LoadMw.Sum();

    public double Need(int hour) => Load(hour) * (1 + LossShare);

    public double Reserve(int hour) => Load(hour) * ReserveShare + ReserveMw;

    /// <summary>Given energy of a unit in an hour, less incidents.</summary>
    public double Given(int hour, int unit) => Math.Min(Forecast[hour].GivenMw[unit], AvailableMw[hour][unit]);

    /// <summary>Whether a thermal unit can be on at all.</summary>
    public bool CanRun(int hour, int unit) => Grid.Units[unit].MaxMw > 0 && AvailableMw[hour][unit] >= Grid.Units[unit].MinMw;
}
