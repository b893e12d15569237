using System.Diagnostics;
using System.Globalization;
using System.Text;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Network;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>
/// An hour of the day-ahead market, computed again by GLPK from the same inputs, written differently: bus angles instead of transfer factors, one balance per bus, every
/// limit a row.
/// </summary>
/// <param name="Cleared">What the market says: commitment, stores and the flows around which losses are linear come from it.</param>
/// <param name="IsOn">Thermal units that run, by index.</param>
/// <param name="World">Load and what wind, sun and water give.</param>
internal sealed record IndependentHour(GridData Grid, ClearedInterval Cleared, Func<int, bool> IsOn, Conditions World)
{
    /// <summary>$ of the hour at the least, starts left out.</summary>
    public Task<double> LeastCostAsync() => Glpk(WriteProblem());

    /// <summary>Whoever could give more is not paid more than it costs; whoever could give less is not paid less. Duals need not be unique, but this holds for all of them.</summary>
    public void PricesAreOptimal()
    {
        foreach (var (g, unit) in Grid.Units.Index())
        {
            var price = Cleared.Price[unit.Bus];
            if (unit.Kind == UnitKind.Thermal && Cleared.UnitMw[g] > 0)
            {
                var start = unit.MinMw;
                foreach (var piece in unit.Heat!.Pieces)
                {
                    var cost = piece.MbtuPerMwh * unit.Heat.FuelPrice;
                    Assert.True(Cleared.UnitMw[g] > start + piece.Mw - 0.01 || price <= cost + 0.02, $"{unit.Uid} could give more at {cost} for {price}.");
                    Assert.True(Cleared.UnitMw[g] < start + 0.01 || price >= cost - 0.02, $"{unit.Uid} gives at {cost} for {price}.");
                    start += piece.Mw;
                }
            }
            else if (unit.Kind == UnitKind.Variable && Cleared.AvailableMw[g] > 0.01)
            {
                Assert.True(Cleared.UnitMw[g] > Cleared.AvailableMw[g] - 0.01 || price <= 0.02, $"{unit.Uid} is held back at {price}.");
                Assert.True(Cleared.UnitMw[g] < 0.01 || price >= -0.02, $"{unit.Uid} gives at {price}.");
            }
        }
    }

    /// <summary>The hour as a linear program in CPLEX's text format.</summary>
    private string WriteProblem()
    {
        var (grid, world, cleared) = (Grid, World, Cleared);
        var network = TransferFactors.Of(grid, cleared.OutOfService);
        var (factor, atBase) = (new double[grid.Buses.Count], 0.0);
        for (var k = 0; k < grid.Branches.Count; k++)
        {
            var r = grid.Branches[k].Resistance / GridData.BaseMva;
            atBase += r * cleared.FlowMw[k] * cleared.FlowMw[k];
            for (var bus = 0; bus < factor.Length; bus++)
            {
                factor[bus] += 2 * r * cleared.FlowMw[k] * network.Of(k)[bus];
            }
        }
        var (cost, bounds, rows) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var (terms, constant) = (new StringBuilder[grid.Buses.Count], new double[grid.Buses.Count]);
        for (var bus = 0; bus < terms.Length; bus++)
        {
            terms[bus] = new StringBuilder();
            constant[bus] = -world.LoadMw[bus];
            Add($"shed{bus}", bus, 1, 5000, world.LoadMw[bus]);
        }
        var fixedCost = 0.0;
        foreach (var (g, unit) in grid.Units.Index())
        {
            if (unit.Kind == UnitKind.Thermal && IsOn(g))
            {
                constant[unit.Bus] += unit.MinMw;
                fixedCost += unit.Heat!.MinimumCost;
                foreach (var (p, piece) in unit.Heat.Pieces.Index())
                {
                    Add($"p{g}_{p}", unit.Bus, 1, unit.Heat.Price(p), piece.Mw);
                }
            }
            else if (unit.Kind == UnitKind.Variable)
            {
                Add($"v{g}", unit.Bus, 1, 0, Math.Min(world.GivenMw[g], cleared.AvailableMw[g]));
            }
            else if (unit.Kind is UnitKind.MustTake or UnitKind.Storage or UnitKind.ConcentratingSolar)
            {
                constant[unit.Bus] += cleared.UnitMw[g];
            }
        }
        foreach (var (i, line) in grid.DcLines.Index())
        {
            terms[line.ToBus].Append(Invariant($" + dc{i}"));
            terms[line.FromBus].Append(Invariant($" - dc{i}"));
            bounds.AppendLine(Invariant($" -{line.RatingMw} <= dc{i} <= {line.RatingMw}"));
        }
        // loss = Σ factor · injection - atBase, where an injection is a bus's terms and constant; the loss is drawn where the slack is.
        var lossTerms = new StringBuilder();
        var lossConstant = -atBase;
        for (var bus = 0; bus < terms.Length; bus++)
        {
            bounds.AppendLine(Invariant($" i{bus} free"));
            rows.AppendLine(Invariant($" inj{bus}: {terms[bus]} - i{bus} = {-constant[bus]:R}"));
            lossTerms.Append(Invariant($" {Signed(factor[bus])} i{bus}"));
        }
        rows.AppendLine(Invariant($" loss: {lossTerms} - loss = {-lossConstant:R}"));
        bounds.AppendLine(" loss free");
        var flows = Enumerable.Range(0, grid.Buses.Count).Select(_ => new StringBuilder()).ToArray();
        foreach (var (k, branch) in grid.Branches.Index().Where(branch => !cleared.OutOfService.Contains(branch.Index)))
        {
            rows.AppendLine(Invariant($" flow{k}: f{k} {Signed(-1 / branch.Reactance)} a{branch.FromBus} {Signed(1 / branch.Reactance)} a{branch.ToBus} = 0"));
            bounds.AppendLine(Invariant($" -{branch.RatingMw} <= f{k} <= {branch.RatingMw}"));
            flows[branch.FromBus].Append(Invariant($" - f{k}"));
            flows[branch.ToBus].Append(Invariant($" + f{k}"));
        }
        for (var bus = 0; bus < flows.Length; bus++)
        {
            rows.AppendLine(Invariant($" bus{bus}: i{bus} {flows[bus]} {Signed(-network.Slack[bus])} loss = 0"));
            bounds.AppendLine(bus == 0 ? " a0 = 0" : Invariant($" a{bus} free"));
        }
        bounds.AppendLine(" one = 1");
        return $"Minimize\n cost: {Signed(fixedCost)} one {cost}\nSubject To\n{rows}Bounds\n{bounds}End\n";

        void Add(string name, int bus, int sign, double price, double most)
        {
            terms[bus].Append(Invariant($" {Signed(sign)} {name}"));
            cost.Append(Invariant($" {Signed(price)} {name}\n"));
            bounds.AppendLine(Invariant($" 0 <= {name} <= {most:R}"));
        }
    }

    private static string Signed(double value) => (value < 0 ? "- " : "+ ") + Math.Abs(value).ToString("F12", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static async Task<double> Glpk(string problem)
    {
        var directory = Directory.CreateTempSubdirectory("gridapp-glpk-");
        try
        {
            var (model, solution) = (Path.Combine(directory.FullName, "hour.lp"), Path.Combine(directory.FullName, "hour.txt"));
            await File.WriteAllTextAsync(model, problem);
            using var process = Process.Start(new ProcessStartInfo(GlpkTheoryAttribute.Tool, ["--lp", model, "--output", solution]) { RedirectStandardOutput = true })!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0 && File.Exists(solution), said);
            var lines = await File.ReadAllLinesAsync(solution);
            Assert.Contains(lines, line => line.StartsWith("Status:", StringComparison.Ordinal) && line.Contains("OPTIMAL", StringComparison.Ordinal));
            return double.Parse(lines.First(line => line.StartsWith("Objective:", StringComparison.Ordinal)).Split('=')[1].Split('(')[0], CultureInfo.InvariantCulture);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}

/// <summary>A theory that asks GLPK (Debian's glpk-utils); skipped by name where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GlpkTheoryAttribute : TheoryAttribute
{
    public const string Tool = "glpsol";

    public GlpkTheoryAttribute() => Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Tool)))
        ? null!
        : "glpsol is not installed (Debian: apt-get install glpk-utils).";
}
