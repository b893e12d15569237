using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Reading;

/// <summary>Reads gen.csv and storage.csv.</summary>
internal static class RtsGmlcUnits
{
    private const double BtuPerKwhToMbtuPerMwh = 1e-3;

    public static List<GeneratingUnit> Read(CsvTable gen, CsvTable storage, Func<CsvTable, int, string, int> busOf)
    {
        var units = new List<GeneratingUnit>();
        for (var row = 0; row < gen.Count; row++)
        {
            var (category, uid, max) = (gen.Text(row, "Category"), gen.Text(row, "GEN UID"), gen.Number(row, "PMax MW"));
            var (kind, fuel) = KindOf(category) ?? throw new GridDataException($"{gen.Name}, row {row + 2}: a unit of category '{category}' is not known.");
            units.Add(new GeneratingUnit(
                uid, busOf(gen, row, "Bus ID"), category, kind, fuel, max, gen.Number(row, "PMin MW"), gen.Number(row, "Ramp Rate MW/Min"),
                gen.Number(row, "Min Up Time Hr"), gen.Number(row, "Min Down Time Hr"),
                new StartUp(
                    gen.Number(row, "Start Heat Cold MBTU"), gen.Number(row, "Start Heat Warm MBTU"), gen.Number(row, "Start Heat Hot MBTU"),
                    gen.Number(row, "Start Time Cold Hr"), gen.Number(row, "Start Time Warm Hr"), gen.Number(row, "Non Fuel Start Cost $")),
                new FailureRate(gen.Number(row, "MTTF Hr"), gen.Number(row, "MTTR Hr")),
                kind == UnitKind.Thermal ? Heat(gen, row, max) : null,
                kind is UnitKind.Storage or UnitKind.ConcentratingSolar ? Store(gen, row, storage, uid, kind) : null));
        }
        return units;
    }

    private static (UnitKind, Fuel)? KindOf(string category) => category switch
    {
        "Coal" => (UnitKind.Thermal, Fuel.Coal),
        "Gas CC" or "Gas CT" => (UnitKind.Thermal, Fuel.Gas),
        "Oil CT" or "Oil ST" => (UnitKind.Thermal, Fuel.Oil),
        "Nuclear" => (UnitKind.Thermal, Fuel.Nuclear),
        "Hydro" => (UnitKind.Variable, Fuel.Hydro),
        "Wind" => (UnitKind.Variable, Fuel.Wind),
        "Solar PV" => (UnitKind.Variable, Fuel.Solar),
        "Solar RTPV" => (UnitKind.MustTake, Fuel.Solar),
        "CSP" => (UnitKind.ConcentratingSolar, Fuel.Solar),
        "Storage" => (UnitKind.Storage, Fuel.Storage),
        "Sync_Cond" => (UnitKind.Condenser, Fuel.Other),
        _ => null,
    };

    private static HeatCurve Heat(CsvTable gen, int row, double max)
    {
        var last = gen.Number(row, "Output_pct_0") * max;
        var atMinimum = last * gen.Number(row, "HR_avg_0") * BtuPerKwhToMbtuPerMwh;
        var pieces = new List<HeatPiece>();
        for (var i = 1; i <= 4 && gen.NumberOrNull(row, $"Output_pct_{i}") is { } share; i++)
        {
            var rate = gen.Number(row, $"HR_incr_{i}") * BtuPerKwhToMbtuPerMwh;
            if (pieces.Count > 0 && rate < pieces[^1].MbtuPerMwh)
            {
                throw new GridDataException($"{gen.Name}, row {row + 2}: the heat rate falls along the curve, which a linear program cannot follow.");
            }
            pieces.Add(new HeatPiece(share * max - last, rate));
            last = share * max;
        }
        return new HeatCurve(gen.Number(row, "Fuel Price $/MMBTU"), atMinimum, pieces, new EmissionRates(
            gen.NumberOrNull(row, "Emissions CO2 Lbs/MMBTU"), gen.NumberOrNull(row, "Emissions SO2 Lbs/MMBTU"), gen.NumberOrNull(row, "Emissions NOX Lbs/MMBTU")));
    }

    private static EnergyStore Store(CsvTable gen, int row, CsvTable storage, string uid, UnitKind kind)
    {
        for (var s = 0; s < storage.Count; s++)
        {
            if (storage.Text(s, "GEN UID") == uid && storage.Text(s, "position") == "head")
            {
                return new EnergyStore(
                    storage.Number(s, "Max Volume GWh") * 1000, storage.Number(s, "Initial Volume GWh") * 1000,
                    kind == UnitKind.Storage ? gen.Number(row, "Pump Load MW") : 0,
                    kind == UnitKind.Storage ? gen.Number(row, "Storage Roundtrip Efficiency") / 100 : 1);
            }
        }
        throw new GridDataException($"{storage.Name} has no head storage for {uid}.");
    }
}
