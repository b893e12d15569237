namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>
/// Makes whole units of a relaxed commitment: rounds, keeps minimum up and down times, starts what load and reserve still need, and stops or shortens runs that
/// cost more than they save.
/// </summary>
internal sealed class CommitmentRepair
{
    private const double RoundUpFrom = 0.5;

    private const int Passes = 4;

    private readonly DayInputs day;
    private readonly int[] thermal;
    private readonly MeritOrder merit;
    private readonly bool[][] on;
    private readonly double[] hourCost;
    private readonly int hours;

    private CommitmentRepair(DayInputs day, int[] thermal, double[][] relaxed, MeritOrder merit)
    {
        this.day = day;
        this.thermal = thermal;
        this.merit = merit;
        hours = day.Forecast.Length;
        on = [.. relaxed.Select((own, i) => Tidy(i, [.. own.Select(share => share >= RoundUpFrom)]))];
        hourCost = [.. Enumerable.Range(0, hours).Select(hour => merit.Cost(hour, on))];
    }

    /// <returns>By thermal unit and hour: whether it is on; and the day's cost by merit order, starts included.</returns>
    public static (bool[][] On, double Cost) Repair(DayInputs day, int[] thermal, double[][] relaxed, MeritOrder merit) =>
        new CommitmentRepair(day, thermal, relaxed, merit).Work();

    /// <summary>$ of the starts of a sequence of hours, after the state the unit has at midnight.</summary>
    public static double StartCost(DayInputs day, int g, bool[] sequence)
    {
        var unit = day.Grid.Units[g];
        var state = day.Opening.HoursInState[g];
        var cost = 0.0;
        foreach (var isOn in sequence)
        {
            if (isOn && state <= 0)
            {
                cost += unit.Start.Mbtu(-state) * unit.Heat!.FuelPrice + unit.Start.OtherCost;
            }
            state = Next(state, isOn);
        }
        return cost;
    }

    /// <summary>Hours in a state after one more.</summary>
    public static int Next(int state, bool isOn) =>
        isOn ? Math.Min(Opening.LongAgo, Math.Max(state, 0) + 1) : Math.Max(-Opening.LongAgo, Math.Min(state, 0) - 1);

    /// <summary>Whether a sequence keeps the unit's minimum times and what it may do in each hour. Runs cut by an incident or by midnight count as long enough.</summary>
    public static bool Keeps(DayInputs day, int g, bool[] sequence)
    {
        var unit = day.Grid.Units[g];
        var state = day.Opening.HoursInState[g];
        for (var hour = 0; hour < sequence.Length; hour++)
        {
            var (least, most) = Commitment.Choice(day, g, hour);
            if (sequence[hour] ? most < 1 : least > 0)
            {
                return false;
            }
            if (sequence[hour] && state < 0 && -state < unit.MinDownHours)
            {
                return false;
            }
            if (!sequence[hour] && state > 0 && state < unit.MinUpHours && day.CanRun(hour, g))
            {
                return false;
            }
            state = Next(state, sequence[hour]);
        }
        return true;
    }

    private (bool[][] On, double Cost) Work()
    {
        StartWhatIsMissing();
        for (var pass = 0; pass < Passes && StopWhatDoesNotPay(); pass++)
        {
        }
        return (on, hourCost.Sum() + thermal.Select((g, i) => StartCost(day, g, on[i])).Sum());
    }

    private void StartWhatIsMissing()
    {
        for (var round = 0; round < thermal.Length * 2; round++)
        {
            var worst = Enumerable.Range(0, hours).Where(hour => Missing(hour) > 0.01).DefaultIfEmpty(-1).MaxBy(hour => hour < 0 ? 0 : Missing(hour));
            if (worst < 0 || !Start(worst))
            {
                return;
            }
        }
    }

    private double Missing(int hour)
    {
        var (capacity, reserveCapacity, least) = (0.0, 0.0, 0.0);
        for (var i = 0; i < thermal.Length; i++)
        {
            if (on[i][hour])
            {
                var unit = day.Grid.Units[thermal[i]];
                capacity += day.AvailableMw[hour][thermal[i]];
                least += unit.MinMw;
                reserveCapacity += unit.AlwaysOn ? 0 : day.AvailableMw[hour][thermal[i]] - unit.MinMw;
            }
        }
        var toMeet = Math.Max(0, merit.AfterFree(hour) - least);
        return Math.Max(merit.AfterFree(hour) - capacity, Math.Max(0, toMeet + day.Reserve(hour) - reserveCapacity));
    }

    /// <summary>Starts the unit that brings the whole day's cost down most by being on in this hour.</summary>
    private bool Start(int hour)
    {
        var (best, bestGain, bestSequence) = (-1, 1e-6, Array.Empty<bool>());
        for (var i = 0; i < thermal.Length; i++)
        {
            if (on[i][hour] || Commitment.Choice(day, thermal[i], hour).Most < 1)
            {
                continue;
            }
            var wish = (bool[])on[i].Clone();
            wish[hour] = true;
            wish = Tidy(i, wish);
            if (wish[hour] && Gain(i, wish) is var gain && gain > bestGain)
            {
                (best, bestGain, bestSequence) = (i, gain, wish);
            }
        }
        if (best < 0)
        {
            return false;
        }
        Accept(best, bestSequence);
        return true;
    }

    private bool StopWhatDoesNotPay()
    {
        var any = false;
        foreach (var i in Enumerable.Range(0, thermal.Length).OrderByDescending(i => day.Grid.Units[thermal[i]].Heat!.MinimumCost / Math.Max(1, day.Grid.Units[thermal[i]].MinMw)).ThenBy(i => i))
        {
            foreach (var (from, until) in Runs(on[i], true))
            {
                foreach (var (first, last) in new[] { (from, until), (from, from + 1), (until - 1, until), (until, until + 1) })
                {
                    if (last > hours || (first == until && until == hours))
                    {
                        continue;
                    }
                    var wish = (bool[])on[i].Clone();
                    wish.AsSpan(first, last - first).Fill(first == until);
                    if (Keeps(day, thermal[i], wish) && Gain(i, wish) > 1)
                    {
                        Accept(i, wish);
                        any = true;
                        break;
                    }
                }
            }
        }
        return any;
    }

    private double Gain(int i, bool[] wish)
    {
        var before = on[i];
        var gain = StartCost(day, thermal[i], before) - StartCost(day, thermal[i], wish);
        on[i] = wish;
        for (var hour = 0; hour < hours; hour++)
        {
            if (wish[hour] != before[hour])
            {
                gain += hourCost[hour] - merit.Cost(hour, on);
            }
        }
        on[i] = before;
        return gain;
    }

    private void Accept(int i, bool[] sequence)
    {
        on[i] = sequence;
        for (var hour = 0; hour < hours; hour++)
        {
            hourCost[hour] = merit.Cost(hour, on);
        }
    }

    /// <summary>Fills gaps that are too short and lengthens runs that are too short.</summary>
    private bool[] Tidy(int i, bool[] wish)
    {
        var g = thermal[i];
        var unit = day.Grid.Units[g];
        var choice = Enumerable.Range(0, hours).Select(hour => Commitment.Choice(day, g, hour)).ToArray();
        for (var hour = 0; hour < hours; hour++)
        {
            wish[hour] = choice[hour].Least > 0 || (wish[hour] && choice[hour].Most > 0);
        }
        FillGaps();
        foreach (var (from, until) in Runs(wish, true))
        {
            var since = from == 0 ? Math.Max(0, day.Opening.HoursInState[g]) : 0;
            var missing = Commitment.WholeHours(unit.MinUpHours) - since - (until - from);
            var end = until;
            for (; missing > 0 && end < hours && choice[end].Most > 0; missing--)
            {
                wish[end++] = true;
            }
            // A run that midnight cuts goes on tomorrow.
            for (var begin = from; missing > 0 && end < hours && begin > 0 && choice[begin - 1].Most > 0; missing--)
            {
                wish[--begin] = true;
            }
        }
        FillGaps();
        return wish;

        void FillGaps()
        {
            foreach (var (from, until) in Runs(wish, false))
            {
                var since = from == 0 ? -Math.Min(0, day.Opening.HoursInState[g]) : 0;
                if (until < hours && (from > 0 || since > 0 || day.Opening.HoursInState[g] > 0) && since + until - from < unit.MinDownHours
                    && Enumerable.Range(from, until - from).All(hour => choice[hour].Most > 0))
                {
                    wish.AsSpan(from, until - from).Fill(true);
                }
            }
        }
    }

    private static List<(int From, int Until)> Runs(bool[] sequence, bool value)
    {
        var runs = new List<(int, int)>();
        for (var hour = 0; hour < sequence.Length; hour++)
        {
            if (sequence[hour] == value)
            {
                var from = hour;
                while (hour < sequence.Length && sequence[hour] == value)
                {
                    hour++;
                }
                runs.Add((from, hour));
            }
        }
        return runs;
    }
}
