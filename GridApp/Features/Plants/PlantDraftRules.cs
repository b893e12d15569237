using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Organizations;
using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>The rules that one plant obeys alone; uniqueness is the database's to hold.</summary>
internal static class PlantDraftRules
{
    /// <summary>Published capacities are rounded: a sum of units may miss the plant's by this, MW.</summary>
    public const double SumTolerance = 0.01;

    public const int MostUnits = 500;

    /// <summary>The draft with its texts trimmed and its gaps filled, or what is wrong with it by field.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="current">What there is; null for a new plant.</param>
    /// <param name="actor">Who wants it.</param>
    public static Outcome<PlantDraft> Check(PlantDraft draft, PlantDetail? current, Actor actor)
    {
        draft = Tidy(draft, actor, isNew: current is null);
        return FaultsOf(draft, current, actor).ToFailure() is { } broken ? broken : draft;
    }

    /// <summary>The rules that a draft breaks, in the order of its fields.</summary>
    public static IReadOnlyList<Fault> FaultsOf(PlantDraft draft, PlantDetail? current, Actor actor)
    {
        draft = Tidy(draft, actor, isNew: current is null);
        List<Fault> faults = [];
        var facts = new PlantFacts(
            draft.Code, draft.Name, draft.CapacityMw, draft.Latitude, draft.Longitude, draft.CommissioningYear, draft.Eic, draft.SourceFuel, draft.Country, draft.Zone, draft.Owner);
        faults.AddRange(PlantRules.Check(facts));
        if (FuelWords.Parse(draft.Fuel) is null)
            Add("fuel", "FuelUnknown", $"The fuel is one of: {string.Join(", ", Enum.GetValues<Fuel>().Select(fuel => fuel.Code()))}.");
        if (draft.Market is not null && MarketCatalogue.Find(draft.Market) is null)
            Add("market", "MarketUnknown", "This market is not known; GET /api/v1/markets lists them.");
        if (!actor.SeesAll && draft.OrganizationId != (current?.OrganizationId ?? actor.OrganizationId))
            Add("organizationId", "OrganizationOther", "Only a super admin gives a plant to another organization.");
        CheckUnits(draft, current, Add);
        return faults;

        void Add(string field, string rule, string sentence) => faults.Add(new(field, rule, sentence));
    }

    private static PlantDraft Tidy(PlantDraft draft, Actor actor, bool isNew)
    {
        string? sourceFuel = Tidy(draft.SourceFuel);
        return draft with
        {
            Code = Tidy(draft.Code),
            Name = Tidy(draft.Name),
            Fuel = Tidy(draft.Fuel) ?? FuelWords.FromSource(sourceFuel).Code(),
            SourceFuel = sourceFuel ?? "",
            Market = Tidy(draft.Market),
            Country = Tidy(draft.Country),
            Zone = Tidy(draft.Zone),
            Owner = Tidy(draft.Owner),
            Eic = Tidy(draft.Eic),
            OrganizationId = draft.OrganizationId ?? (isNew && !actor.SeesAll ? actor.OrganizationId : null),
            Units = [.. draft.Units.Select(unit => unit with { Code = Tidy(unit.Code), Eic = Tidy(unit.Eic) })],
        };
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void CheckUnits(PlantDraft draft, PlantDetail? current, Action<string, string, string> add)
    {
        if (draft.Units.Count == 0)
            return;
        if (draft.Units.Count > MostUnits)
        {
            add("units", "UnitsMany", $"A plant has at most {MostUnits.ToString(CultureInfo.InvariantCulture)} units.");
            return;
        }

        var codes = new HashSet<string>(StringComparer.Ordinal);
        var eics = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < draft.Units.Count; i++)
        {
            PlantUnitDraft unit = draft.Units[i];
            string field = string.Create(CultureInfo.InvariantCulture, $"units[{i}]");
            if (unit.Id is { } id && current?.Units.Any(known => known.Id == id) != true)
                add($"{field}.id", "UnitUnknown", "The plant has no unit of this number; leave the number out for a new one.");
            if (unit.Code is null)
                add($"{field}.code", "TextMissing", "The unit's code is missing.");
            else if (unit.Code.Length > PlantRules.MaxCodeLength)
                add($"{field}.code", "TextLong", $"The unit's code is longer than {PlantRules.MaxCodeLength} characters.");
            else if (!codes.Add(unit.Code))
                add($"{field}.code", "UnitCodeTwice", "Another unit of the plant has this code.");
            if (unit.Eic is not null && !Eic.IsValid(unit.Eic))
                add($"{field}.eic", "EicWrong", "This is not a valid EIC: 16 characters, the last of which checks the others.");
            else if (unit.Eic is not null && !eics.Add(unit.Eic))
                add($"{field}.eic", "UnitEicTwice", "Another unit of the plant has this EIC.");
            if (unit.CapacityMw is not { } mw || !double.IsFinite(mw) || mw < 0)
                add($"{field}.capacityMw", "UnitCapacity", "The unit's capacity is given in MW, 0 or more.");
        }

        double sum = draft.Units.Sum(unit => unit.CapacityMw ?? 0);
        if (draft.CapacityMw is { } capacity && !(Math.Abs(sum - capacity) <= SumTolerance))
            add("units", "UnitsSum", string.Create(CultureInfo.InvariantCulture, $"The units add up to {sum:0.###} MW, the plant has {capacity:0.###} MW."));
    }
}
