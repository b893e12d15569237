using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Linear;

namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>
/// One linear program over the 24 hours of a day: which units are on (relaxed to fractions), what the stores do, and which given energy is taken. Branch limits
/// come in where a solution breaks them.
/// </summary>
internal sealed class CommitmentProblem
{
    /// <summary>What heat left in a solar field's store at midnight is worth, in $/MWh.</summary>
    private const double HeatLeftWorth = 10;

    private const int Rounds = 4;

    private const double OverloadToleranceMw = 1;

    private readonly DayInputs day;
    private readonly int[] free;
    private readonly int[] stores;
    private readonly List<(int Hour, int Branch)> limits = [];

    // Columns and rows of the program being built.
    private int[][] on = [];
    private int[][] above = [];
    private int[][] freeColumn = [];
    private int[][] give = [];
    private int[][] take = [];
    private int[][] level = [];

    public CommitmentProblem(DayInputs day)
    {
        this.day = day;
        Thermal = ThermalOf(day.Grid);
        free = [.. day.Grid.Units.Where(unit => unit.Kind == UnitKind.Variable).Select(unit => unit.Bus).Distinct().Order()];
        stores = [.. day.Grid.Units.Index().Where(unit => unit.Item.Store is not null).Select(unit => unit.Index)];
    }

    /// <summary>The units to commit, as indices.</summary>
    public int[] Thermal { get; }

    public static int[] ThermalOf(GridData grid) => [.. grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.Thermal).Select(unit => unit.Index)];

    /// <exception cref="InvalidOperationException">The solver gave up: a bug, since every limit has its price here.</exception>
    public Relaxation Solve(ILinearSolver solver)
    {
        byte[]? basis = null;
        for (var round = 1; ; round++)
        {
            var known = limits.Count;
            var problem = Build();
            using var program = solver.Load(problem);
            if (basis is not null)
            {
                program.StartFrom(basis);
            }
            if (program.Solve() is not LinearStatus.Optimal and var status)
            {
                throw new InvalidOperationException($"The commitment problem ended with {status}.");
            }
            var columns = program.Columns();
            if (round == Rounds || !FindOverloads(columns))
            {
                return Read(columns, program.Objective);
            }
            basis = Extend(program.Basis(), problem, limits.Count - known);
        }
    }

    private LinearProblem Build()
    {
        var problem = new LinearProblem();
        var grid = day.Grid;
        var balance = Rows(hour => problem.AddRow(Net(hour), Net(hour)));
        var reserve = Rows(hour => problem.AddRow(day.Reserve(hour), double.PositiveInfinity));
        var start = Thermal.Select(g => Rows(hour => problem.AddRow(hour == 0 && day.Opening.HoursInState[g] > 0 ? -1 : 0, double.PositiveInfinity))).ToArray();
        var room = Thermal.Select(g => Rows(hour => problem.AddRow(double.NegativeInfinity, 0))).ToArray();
        var kept = stores.Select(g => Rows(hour =>
        {
            var inflow = grid.Units[g].Kind == UnitKind.ConcentratingSolar ? day.Given(hour, g) : 0;
            var from = hour == 0 ? day.Opening.StoreMwh[g] : 0;
            return problem.AddRow(inflow + from, inflow + from);
        })).ToArray();
        var limitRow = limits.Select(limit =>
        {
            var taken = Taken(limit.Hour, limit.Branch);
            var rating = grid.Branches[limit.Branch].RatingMw;
            return problem.AddRow(-rating - taken, rating - taken);
        }).ToArray();
        var limitsOf = limits.Index().ToLookup(limit => limit.Item.Hour, limit => (Row: limitRow[limit.Index], limit.Item.Branch));

        on = [.. Thermal.Select((g, i) => Rows(hour => AddOn(problem, g, hour, balance, reserve, start[i], room[i], limitsOf)))];
        foreach (var (i, g) in Thermal.Index())
        {
            var unit = grid.Units[g];
            for (var hour = 0; hour < day.Forecast.Length; hour++)
            {
                // A whole start at most; fuel of a warm one, whatever it will be.
                problem.AddColumn(unit.Start.WarmMbtu * unit.Heat!.FuelPrice + unit.Start.OtherCost, 0, 1);
                problem.Entry(start[i][hour], 1);
            }
        }
        above = [.. Thermal.Select((g, i) => Rows(hour => AddPieces(problem, g, hour, balance, reserve, room[i], limitsOf)))];
        freeColumn = [.. free.Select(bus => Rows(hour =>
        {
            var mw = Enumerable.Range(0, grid.Units.Count).Where(g => grid.Units[g].Bus == bus && grid.Units[g].Kind == UnitKind.Variable).Sum(g => day.Given(hour, g));
            return Inject(problem, 0, 0, mw, bus, 1, hour, balance, limitsOf);
        }))];
        AddStores(problem, balance, kept, limitsOf);
        for (var hour = 0; hour < day.Forecast.Length; hour++)
        {
            // Shed and spilled where the slack is: everywhere by load, without a share in any branch.
            problem.AddColumn(StatedPrices.Shedding, 0, double.PositiveInfinity);
            problem.Entry(balance[hour], 1);
            problem.AddColumn(StatedPrices.Spill, 0, double.PositiveInfinity);
            problem.Entry(balance[hour], -1);
            problem.AddColumn(StatedPrices.MissingReserve, 0, double.PositiveInfinity);
            problem.Entry(reserve[hour], 1);
            foreach (var (i, line) in grid.DcLines.Index())
            {
                var rating = day.DcRatingMw[hour][i];
                problem.AddColumn(0, -rating, rating);
                foreach (var (row, branch) in limitsOf[hour])
                {
                    var shares = day.Networks[hour].Of(branch);
                    problem.Entry(row, shares[line.ToBus] - shares[line.FromBus]);
                }
            }
        }
        foreach (var row in limitRow)
        {
            problem.AddColumn(StatedPrices.CommitmentOverload, 0, double.PositiveInfinity);
            problem.Entry(row, 1);
            problem.AddColumn(StatedPrices.CommitmentOverload, 0, double.PositiveInfinity);
            problem.Entry(row, -1);
        }
        return problem;
    }

    private int AddOn(
        LinearProblem problem, int g, int hour, int[] balance, int[] reserve, int[] start, int[] room, ILookup<int, (int Row, int Branch)> limitsOf)
    {
        var unit = day.Grid.Units[g];
        var (least, most) = Commitment.Choice(day, g, hour);
        var column = Inject(problem, unit.Heat!.MinimumCost, least, most, unit.Bus, unit.MinMw, hour, balance, limitsOf);
        var span = Math.Max(0, day.AvailableMw[hour][g] - unit.MinMw);
        if (!unit.AlwaysOn)
        {
            problem.Entry(reserve[hour], span);
        }
        // start(h) >= on(h) - on(h-1)
        problem.Entry(start[hour], -1);
        if (hour + 1 < start.Length)
        {
            problem.Entry(start[hour + 1], 1);
        }
        problem.Entry(room[hour], -span);
        return column;
    }

    private int AddPieces(LinearProblem problem, int g, int hour, int[] balance, int[] reserve, int[] room, ILookup<int, (int Row, int Branch)> limitsOf)
    {
        var unit = day.Grid.Units[g];
        var first = problem.ColumnCount;
        for (var piece = 0; piece < unit.Heat!.Pieces.Count; piece++)
        {
            Inject(problem, unit.Heat.Price(piece), 0, unit.Heat.Pieces[piece].Mw, unit.Bus, 1, hour, balance, limitsOf);
            problem.Entry(room[hour], 1);
            if (!unit.AlwaysOn)
            {
                problem.Entry(reserve[hour], -1);
            }
        }
        return first;
    }

    private void AddStores(LinearProblem problem, int[] balance, int[][] kept, ILookup<int, (int Row, int Branch)> limitsOf)
    {
        give = [.. stores.Select((g, i) => Rows(hour =>
        {
            var unit = day.Grid.Units[g];
            var column = Inject(problem, 0, 0, day.AvailableMw[hour][g], unit.Bus, 1, hour, balance, limitsOf);
            problem.Entry(kept[i][hour], 1);
            return column;
        }))];
        take = [.. stores.Select((g, i) => Rows(hour =>
        {
            // A storage takes from the grid; a solar field may turn its mirrors away.
            var (unit, store) = (day.Grid.Units[g], day.Grid.Units[g].Store!);
            var field = unit.Kind == UnitKind.ConcentratingSolar;
            var most = field ? double.PositiveInfinity : store.ChargeMw * Math.Min(1, day.AvailableMw[hour][g] / unit.MaxMw);
            var column = field ? problem.AddColumn(0, 0, most) : Inject(problem, 0, 0, most, unit.Bus, -1, hour, balance, limitsOf);
            problem.Entry(kept[i][hour], field ? 1 : -store.RoundTrip);
            return column;
        }))];
        level = [.. stores.Select((g, i) => Rows(hour =>
        {
            var (unit, store) = (day.Grid.Units[g], day.Grid.Units[g].Store!);
            var last = hour == day.Forecast.Length - 1;
            var field = unit.Kind == UnitKind.ConcentratingSolar;
            var column = problem.AddColumn(last && field ? -HeatLeftWorth : 0, last && !field ? Math.Min(store.OpeningMwh, Reachable(g)) : 0, store.CapacityMwh);
            problem.Entry(kept[i][hour], 1);
            if (!last)
            {
                problem.Entry(kept[i][hour + 1], -1);
            }
            return column;
        }))];
    }

    /// <summary>The most a storage can hold at midnight, when its charger is out for part of the day.</summary>
    private double Reachable(int g)
    {
        var (unit, store) = (day.Grid.Units[g], day.Grid.Units[g].Store!);
        var most = day.AvailableMw.Sum(available => store.RoundTrip * store.ChargeMw * Math.Min(1, available[g] / unit.MaxMw));
        return Math.Min(store.CapacityMwh, day.Opening.StoreMwh[g] + most);
    }

    private int Inject(LinearProblem problem, double cost, double lower, double upper, int bus, double mw, int hour, int[] balance, ILookup<int, (int Row, int Branch)> limitsOf)
    {
        var column = problem.AddColumn(cost, lower, upper);
        problem.Entry(balance[hour], mw);
        foreach (var (row, branch) in limitsOf[hour])
        {
            problem.Entry(row, mw * day.Networks[hour].Of(branch)[bus]);
        }
        return column;
    }

    private int[] Rows(Func<int, int> ofHour) => [.. Enumerable.Range(0, day.Forecast.Length).Select(ofHour)];

    /// <summary>What has to be met after rooftops.</summary>
    public double Net(int hour) =>
        day.Need(hour) - day.Grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.MustTake).Sum(unit => day.Given(hour, unit.Index));

    private double[] FixedInjections(int hour)
    {
        var injections = new double[day.Grid.Buses.Count];
        for (var bus = 0; bus < injections.Length; bus++)
        {
            injections[bus] = -day.Forecast[hour].LoadMw[bus];
        }
        foreach (var (g, unit) in day.Grid.Units.Index())
        {
            if (unit.Kind == UnitKind.MustTake)
            {
                injections[unit.Bus] += day.Given(hour, g);
            }
        }
        return injections;
    }

    private double Taken(int hour, int branch)
    {
        var shares = day.Networks[hour].Of(branch);
        var injections = FixedInjections(hour);
        var sum = 0.0;
        for (var bus = 0; bus < injections.Length; bus++)
        {
            sum += shares[bus] * injections[bus];
        }
        return sum;
    }

    private bool FindOverloads(double[] columns)
    {
        var before = limits.Count;
        var known = limits.ToHashSet();
        for (var hour = 0; hour < day.Forecast.Length; hour++)
        {
            var injections = FixedInjections(hour);
            foreach (var (i, g) in Thermal.Index())
            {
                injections[day.Grid.Units[g].Bus] += ThermalMw(columns, i, hour);
            }
            foreach (var (i, bus) in free.Index())
            {
                injections[bus] += columns[freeColumn[i][hour]];
            }
            foreach (var (i, g) in stores.Index())
            {
                injections[day.Grid.Units[g].Bus] += StoreMw(columns, i, hour);
            }
            var flows = day.Networks[hour].Flows(injections);
            for (var k = 0; k < flows.Length; k++)
            {
                if (Math.Abs(flows[k]) > day.Grid.Branches[k].RatingMw + OverloadToleranceMw && known.Add((hour, k)))
                {
                    limits.Add((hour, k));
                }
            }
        }
        return limits.Count > before;
    }

    private double ThermalMw(double[] columns, int i, int hour)
    {
        var unit = day.Grid.Units[Thermal[i]];
        var mw = unit.MinMw * columns[on[i][hour]];
        for (var piece = 0; piece < unit.Heat!.Pieces.Count; piece++)
        {
            mw += columns[above[i][hour] + piece];
        }
        return mw;
    }

    private double StoreMw(double[] columns, int i, int hour) =>
        columns[give[i][hour]] - (day.Grid.Units[stores[i]].Kind == UnitKind.Storage ? columns[take[i][hour]] : 0);

    /// <summary>The basis of a program that gets some more limits: their slack basic, their overload columns at zero.</summary>
    private static byte[] Extend(byte[] basis, LinearProblem problem, int added)
    {
        const byte Basic = 1;
        const byte AtLower = 3;
        return [.. basis[..problem.ColumnCount], .. Enumerable.Repeat(AtLower, 2 * added), .. basis[problem.ColumnCount..], .. Enumerable.Repeat(Basic, added)];
    }

    private Relaxation Read(double[] columns, double cost)
    {
        var hours = day.Forecast.Length;
        var storeMw = new double[day.Grid.Units.Count][];
        var storeMwh = new double[day.Grid.Units.Count][];
        foreach (var (i, g) in stores.Index())
        {
            storeMw[g] = [.. Enumerable.Range(0, hours).Select(hour => StoreMw(columns, i, hour))];
            storeMwh[g] = [.. Enumerable.Range(0, hours).Select(hour => columns[level[i][hour]])];
        }
        return new Relaxation(
            [.. Thermal.Select((_, i) => Enumerable.Range(0, hours).Select(hour => columns[on[i][hour]]).ToArray())], storeMw, storeMwh,
            [.. Enumerable.Range(0, hours).Select(hour => FreeMw(columns, hour))], cost);
    }

    private double FreeMw(double[] columns, int hour) => limits.Exists(limit => limit.Hour == hour)
        ? free.Select((_, i) => columns[freeColumn[i][hour]]).Sum()
        : day.Grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.Variable).Sum(unit => day.Given(hour, unit.Index));
}
